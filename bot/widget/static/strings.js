/** All wording of the chat. What the assistant itself says comes from the server. */

const EMAIL = "raceequalitiestaskforce@wmca.org.uk";

export const STRINGS = {
  heading: "Ask the assistant",
  conversation: "Conversation",
  you: "You",
  assistant: "Assistant",
  suggestionsLabel: "Questions you can ask",
  suggestions: [
    "What is the Taskforce?",
    "What is Race Forward?",
    "Who has chaired the Taskforce?",
    "How do I report a hate crime?",
  ],
  boxLabel: "Your question",
  send: "Send",
  keys: "Enter sends your question. Shift and Enter starts a new line.",
  note: "Automated assistant. Please give personal details only when it asks. In an emergency call 999.",
  typing: "Looking for an answer",
  signpost: "Who can help",
  sources: "Sources",
  newTab: "(opens in a new tab)",
  published: (date) => `Published ${date}`,
  checked: (date) => `checked on ${date}`,
  otherChoices: "Or choose one of these",
  choices: "Choices",
  tryAgain: "Try again",
  emailInstead: `Email ${EMAIL}`,
  emailLink: `mailto:${EMAIL}`,
  // What is read out by a screen reader when a reply arrives.
  said: (text) => `Assistant: ${text}`,
  saidSources: (count) => (count === 1 ? "1 source." : `${count} sources.`),
  saidChoices: (titles) => `Choices: ${titles.join("; ")}.`,
  // By the code of the trouble. For codes that are not here the server's words are shown.
  trouble: {
    nothing_typed: "Please type your question first.",
    offline: "The assistant could not be reached. Please check your connection. Your question has not been lost.",
    busy: "The assistant is busy or not working at the moment. Your question has not been lost.",
  },
};
