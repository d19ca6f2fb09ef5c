import "deep-chat/dist/deepChat.bundle.js";
