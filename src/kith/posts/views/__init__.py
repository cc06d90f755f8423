"""The doors of posts: lists and pages of posts, chats, single messages, keeping order, and what is one's own."""
