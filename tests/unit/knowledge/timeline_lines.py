"""Messages that ask what happened in a period, and messages that ask for one thing or nothing."""

ASKS = """
what happened in feb 2024
what happened in Feb 2024?
wot hapened in febuary 2024
anything in 2025
anything from last year?
events last year
latest news since 2024
timeline of the taskforce
whats new
what's new?
what went on in 2023
news since July 2025
what happened between 2021 and 2022
tell me what happened last month
did anything happen this summer
what was going on in autumn 2023
what happened on 15 september 2023
spring 23
when it started, what happened first
give me a timeline
can i see a timeline pls
history of the race equalities taskforce
what has happened since july 2025
has anything happened since then of 2025
any news from last month?
is there any news this year
what events were there in 2024
list the events of 2023
list everything that happened in 2022
what did the taskforce do in 2023
what have they done since 2024
what has the taskforce been doing this year
what were you up to in 2022
wat did u do last yr
2023 events
2024 news
news 2025
july 2025
in march 2023
between march and september 2023
from 2022 to 2023
2021-22
anything happening in 2026
was there anything in jan 2026
show me updates from 2 years ago
updates since last summer
any updates lately?
whats been happening recently
what's the latest
latest news
latest updates please
recent events
any recent developments
what took place in december 2021
what took place in Q1 2024
key dates please
what are the key dates
milestones so far
what are the main milestones of the taskforce
what are the highlights of 2024
highlights of last year plz
what changed in 2025
tell me about things that happened in 2024
stuff that happened in oct 2025
evnts in sept 2023
hapnings in 2023
what happend 3 years ago
what was happening a couple of years ago
announcements in 2025
what was announced in july 2024
activity in 2024
taskforce activities in 2023
what happened first
what happened at the start
how did it go on from the beginning what happened
what happened after july 2025
anything before 2021
what happened before march 2023
what happened up to 2022
everything since october 2025
news in the last 6 months
what happened in the past year
what happened in the first half of 2024
what happened in early 2022
what happened in the west midlands in 2024
can you tell me what happened in december
hi, can u tell me what went on in may 2024 please
i want to know what happened on 6 december 2021
do you have anything from 2022
have you got any news from 2026
anything dated 2025?
what is on the pages for 2025
anything new this year
anything new since october 2025
what happened in the week of 5 february 2024
what happened on 08/02/2024
what's the most recent news
what happened last winter
what's happened in the last few months
chronology of events
what did u lot do in 2024
so what happened back in july 2021
could you list what happened in september 2023?
anythin from 2024
anything interesting in 2023
were there any events in december 2021
please give me the news for july 2025
what have you been up to since 2025
what's gone on since the start
what happened over the summer of 2023
tell me everything from 2021
events between jan 2024 and july 2024
whats happend this yr
any news since xmas 2024
what occurred in feb 2022
give me a run down of 2024
summary of what happened in 2023
what happened in the last quarter of 2025
what was new in 2024
what came out in march 2023
what went on last october
wot went on in oct 25
events on 18 july 2024
any events in spring 2022
timeline please
show the whole timeline
how did things develop since 2021
what are the big dates
news from 2023 please
2025?
autumn 2023
what happened during 2022
what has been going on since february 2024
what happened 6 months ago
did anything happen on 4 july 2025
developments since march 2023
catch me up since last year
what have i missed since 2024
what did I miss in 2025
most recent updates
what were the main things in 2024
wats been happenin since summer
what happened around march 2023
talk me through 2023
walk me through what happened in 2021
run me through 2024
what happened in the year 2022
2021 what happened
in 2024 what did you do
news for 2024
whats happened recently
what did the race equalities taskforce do last year
what events took place in autumn 2023
what events did you hold in 2023
can u tell me wat hapened in septmber 2023
any activity since october 2025
what happened when it started
how it started and what happened first
what has happened to date
everything that has happened so far
is there anything from february 2024
what do you have for july 2024
what have you got on december 2021
what was published in march 2023
what's been published this year
what happened on the 4th july 2025
the events of february 2024
what happened that summer, 2024
list of events 2023 to 2025
was anything going on in june 2025
""".strip().splitlines()

ASKS_FOR_ONE_THING = """
who was chair in 2022
how many members in 2025
who is the chair in 2026
how much did aaina get in 2024
when was race forward published
was race forward published in 2023
what is the equality act 2010
what did the 2021 census say
how many people came to the launch in september 2023
where was the event on 15 september 2023
what was skills week in february 2024
who spoke at the roundtable in october 2025
upcoming events
any events next month
are there any upcoming meetings
when is the next meeting
what is happening next year
who was mayor in 2021
who won the election in may 2024
what did sharonjit clare say in july 2025
why did the chair leave in 2025
what did people say at the sandwell launch in 2023
what is race equality week 2024
what happened at race equality week 2024
what happened to the hubs after 2024
what happened to yetunde dania in 2023
news about race forward since 2024
news about the chair
latest chair
who is the new chair
is there a new plan for 2026
what is new in the plan
is the taskforce still going in 2026
does the taskforce still meet today
are you open today
how are you today
what is the time today
what can you do
what do you do
what do you do today
what is the taskforce doing about housing
what did the taskforce do about racism in schools in 2023
what did the wmca board decide in march 2023
what happened when i reported a hate crime last week
i was attacked last night
someone shouted at me yesterday
my boss sacked me last month because im black
i was abused on the bus in march
can i still claim for something that happened in 2024
it happened to me in 2023 at work
did it happen in 2024
when did it happen
i need help today
call 999
is it 101 or 999
what is the phone number 0300 123 1100
can people aged 16-24 apply
i am 25 years old can i join in 2026
how much was the £250,000 for
did 2000 people come
what is 45% of 2021
when did the taskforce start
when was it set up
how did the taskforce start
when was the taskforce set up, 2021 or 2022
what is the history of aaina
history of the wmca
who launched the race code in october 2020
what grants were given in 2024
which hubs were named in july 2024
how much was spent in 2023
what was the budget last year
minutes of the meeting in july 2021
where can i read the annual report for 2024
who joined the taskforce in february 2022
how many councillors in 2024
what jobs are there this year
can i apply this summer
may i ask a question
can i march with you
whats the weather today
what's on telly today
what year is it
what date is it today
is there a newsletter
newsletter
where do i get the newsletter
any news on the new chair
what is the latest on the business hubs
latest figures on unemployment
recent statistics
recent hate crime numbers
what happened
what happened?
why
tell me more
and in 2023?
what about 2023
is that from 2023
thanks for today
see you tomorrow
bye for now
race forward 2023
aaina 2024
skills week feb 2024
chair 2022
unemployment in 2020
women's events in 2024
events in walsall in 2024
events for young people this summer
what did the mayor promise in 2021
was the mayor re-elected in 2021
how long ago was the launch
how long has the taskforce been going
is the information from 2024 correct
how old is the taskforce
the last chair
who was the first chair
what happened first, the launch or the plan
who led the taskforce in 2023
what was the grant in february 2024
how many hubs in 2024
was there a launch in september 2023
where did they meet in 2025
what is race forward
which employers took part in february 2024
i got racially abused in town yesterday what can i do
something happened to me last night
something bad happened yesterday
my son was bullied in 2024
is the 2024 report out
what did yetunde dania do in 2021
what did sharonjit clare do in 2024
what has the mayor done since 2024
anything on housing in 2023
anything about walsall in 2024
any funding in 2026
news on the hubs since 2024
updates on race forward since 2023
what happened with aaina after 2024
what happened to race forward in 2025
when did race forward launch
the equality act 2010 what is it
what day was 15 september 2023
can i come to an event this month
how do i join in 2026
will there be elections in may 2026
what does wmret mean
is andy street mayor in 2026
what did karl george launch in 2020
were you around in 2020
was the taskforce around in 2020
did the taskforce exist in 2019
does the taskforce exist in 2026
what is the taskforce working on this year
what are you doing about racism this year
latest minutes
latest members
what were the results of skills week 2024
hi
good morning
thanks for the news
i saw you on the news
what is the population in 2021
number of members when it started
how many members when it was set up
what was the first thing race forward said
which event had more than 70 people in 2023
why was it set up in 2021
who did the taskforce meet in october 2025
what did ed cox do in 2026
what did the board agree in july 2021
how did the week in february 2024 go
what was announced by richard parker in july 2024
news from the mayor this week
i was robbed last week
my neighbour started on me again last night
they attacked us in march
what happens if i report a hate crime today
what happens at a meeting
what happened to george floyd in 2020
brexit what happened in 2016
what happened in ukraine in 2022
what happened in the euros in 2024
what happened in the riots in summer 2024
weather last week
football results yesterday
news about birmingham city
bbc news
what is the news in gaza
what have the police done since 2023
what have councils done in 2025
how is it going today
whats going on
what is going on here
what's up
how was your weekend
did you see the news
show me the plan 2023
show me everything
tell me something
what changed in the law in 2010
when was the last update
when was this page updated
what is the date of the launch
which date in february 2024
who are you again
latest on the chair
what is the most recent date you know
""".strip().splitlines()
