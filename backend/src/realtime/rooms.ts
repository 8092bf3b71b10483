/** Names of Socket.IO's rooms. A socket never names one itself: they are made from what the server knows. */
export const clientRoom = (clientCode: string) => `client_${clientCode}`;
/** The colon keeps it apart from every client code. */
export const adminRoom = (clientCode: string) => `client_${clientCode}:admins`;
export const conversationRoom = (clientCode: string, contactId: string) =>
  `client_${clientCode}:conversation:${contactId}`;
export const userRoom = (userId: string) => `user:${userId}`;
export const signInRoom = (signInId: string) => `sign_in:${signInId}`;
