/// <reference lib="dom" />
const spanish = {
  title: 'Teléfono simulado',
  choose: '¿De quién es este teléfono?',
  search: 'Buscar por nombre o número',
  linked: 'dispositivos vinculados',
  chats: 'Chats',
  noChats: 'Aún no hay chats. Escribe a alguien para empezar.',
  newChat: 'Nuevo chat',
  back: 'Volver',
  write: 'Mensaje',
  send: 'Enviar',
  typing: 'escribiendo…',
  devices: 'Dispositivos',
  link: 'Vincular un dispositivo',
  noDevices: 'Este teléfono no tiene dispositivos vinculados.',
  device: 'CRM, dispositivo',
  online: 'conectado',
  offline: 'sin conexión',
  unlink: 'Desvincular',
  noQr: 'El CRM no muestra ningún código QR ahora. Abre «Líneas» en el CRM, elige una y pulsa «Conectar»; luego vuelve a intentarlo.',
  whichQr: 'El CRM muestra varios códigos QR. ¿Cuál quieres vincular?',
  paste: 'O pega aquí el texto del código QR',
  linkPasted: 'Vincular con este texto',
  done: 'Dispositivo vinculado.',
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  unread: 'sin leer',
  from: 'Mensaje de',
  language: 'English',
};
const english: typeof spanish = {
  title: 'Simulated phone',
  choose: 'Whose phone is this?',
  search: 'Search by name or number',
  linked: 'linked devices',
  chats: 'Chats',
  noChats: 'No chats yet. Write to somebody to start.',
  newChat: 'New chat',
  back: 'Back',
  write: 'Message',
  send: 'Send',
  typing: 'typing…',
  devices: 'Devices',
  link: 'Link a device',
  noDevices: 'This phone has no linked devices.',
  device: 'CRM, device',
  online: 'online',
  offline: 'offline',
  unlink: 'Unlink',
  noQr: 'The CRM shows no QR code now. Open “Lines” in the CRM, choose one and press “Connect”; then try again.',
  whichQr: 'The CRM shows several QR codes. Which one do you want to link?',
  paste: 'Or paste the text of the QR code here',
  linkPasted: 'Link with this text',
  done: 'Device linked.',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  unread: 'unread',
  from: 'Message from',
  language: 'Español',
};

export let language: 'es' | 'en' = localStorage.getItem('language') === 'en' ? 'en' : 'es';
export let words = language === 'en' ? english : spanish;

export function switchLanguage(): void {
  language = language === 'es' ? 'en' : 'es';
  words = language === 'en' ? english : spanish;
  localStorage.setItem('language', language);
}
