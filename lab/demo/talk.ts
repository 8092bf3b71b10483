/** A line of a made-up conversation: from the customer, or from the business. */
export type Line = [who: 'customer' | 'business', text: string];

/** What customers of an optician's shop write about. Each history is one of these, told again with other people. */
export const talks: Line[][] = [
  [
    ['customer', 'Hola, buenas tardes 👋'],
    ['customer', '¿Tienen armazones para niños?'],
    ['business', '¡Hola! Sí, tenemos de varias marcas. ¿Qué edad tiene?'],
    ['customer', '7 años'],
    ['business', 'Perfecto. Tenemos desde $650. ¿Le gustaría agendar un *examen de la vista* sin costo?'],
    ['customer', 'Sí, por favor. ¿El sábado?'],
    ['business', 'El sábado a las 11:00 está libre. ¿Le queda bien?'],
    ['customer', 'Perfecto, gracias!'],
  ],
  [
    ['customer', '¿A qué hora cierran hoy?'],
    ['business', 'Hoy cerramos a las 20:00. Le esperamos.'],
    ['customer', 'Gracias 🙏'],
  ],
  [
    ['customer', 'Buenos días, quería saber si ya están mis lentes. Pedido 4821'],
    ['business', 'Buenos días, déjeme revisar…'],
    ['business', 'Ya están listos ✅ Puede pasar cuando guste.'],
    ['customer', 'Excelente. ¿Puede pasar mi hijo por ellos?'],
    ['business', 'Claro que sí, solo que traiga la nota.'],
  ],
  [
    ['customer', '¿Cuánto cuestan los progresivos?'],
    ['business', 'Desde $2,900 con antirreflejante. Depende de su graduación.'],
    ['customer', '¿Y aceptan tarjeta?'],
    ['business', 'Sí, y a *3 meses sin intereses*.'],
    ['customer', 'Lo voy a pensar, gracias'],
  ],
  [
    ['customer', 'Se me rompió una plaqueta del armazón 😕'],
    ['business', '¡Qué pena! La reparación no tiene costo si lo compró con nosotros.'],
    ['customer', '¿Tengo que hacer cita?'],
    ['business', 'No hace falta. Tarda unos 15 minutos.'],
    ['customer', 'Voy mañana entonces'],
    ['business', 'Le esperamos. Estamos en https://example.com/sucursales'],
    ['customer', 'Gracias!'],
  ],
  [
    ['customer', 'Hola'],
    ['customer', '¿Venden lentes de contacto?'],
    ['customer', 'Los uso de -2.25 en los dos ojos'],
  ],
  [
    ['customer', 'Buenas, me pueden pasar su dirección'],
    ['business', 'Av. Insurgentes 1234, local 5, frente al parque.'],
    ['customer', 'Ya llegué, gracias'],
  ],
  [
    ['business', 'Hola, le recordamos su cita de mañana a las 17:30.'],
    ['customer', 'Ahí estaré'],
    ['business', '👍'],
  ],
  [
    ['customer', 'Quiero hacer una queja: llevo dos semanas esperando mis lentes'],
    ['business', 'Lamento mucho la demora. ¿Me comparte su número de pedido?'],
    ['customer', '4790'],
    ['business', 'El laboratorio los entrega el jueves sin falta. Le aplicamos un 15 % de descuento.'],
    ['customer', 'Está bien, espero que ahora sí'],
  ],
  [
    ['customer', '¿Hacen envíos a Guadalajara?'],
    ['business', 'Sí, el envío tarda de 2 a 3 días y cuesta $120.'],
    ['customer', 'Ok, ¿cómo hago el pedido?'],
  ],
];

/** What was said in the group: by one of its members, counted from 0, or by the business. */
export const groupTalk: [who: number | 'business', text: string][] = [
  [0, 'Buenas tardes 👓 Aquí coordinamos los exámenes de la vista del colegio'],
  ['business', '¡Gracias por la confianza! Podemos ir martes y jueves de 8 a 13 h.'],
  [1, 'El martes mi grupo tiene educación física hasta las 9'],
  [2, 'A mí me queda bien el jueves'],
  [3, '¿Cuántos alumnos caben por hora?'],
  ['business', 'Unos *12 por hora*. Con dos grupos por mañana vamos bien.'],
  [1, 'Perfecto, entonces 3.º B el martes a las 9'],
  [4, 'Yo llevo las autorizaciones firmadas'],
  [0, '¿Nos pasan el formato para los papás?'],
];

/** What somebody writes in the group now and then, and answers there. */
export const groupOpenings = [
  '¿Confirmamos el jueves?',
  'Ya tengo la lista de mi grupo',
  '¿Hay que llevar algo el martes?',
  'Dos papás preguntan por el costo de los lentes',
  'Mi grupo termina a las 11, ¿alcanzamos?',
];
export const groupAnswers = [
  'De acuerdo 👍',
  'Gracias, les aviso a los papás',
  'Anotado',
  '¿Y para secundaria?',
  'Perfecto',
];

/** What a customer writes out of the blue. */
export const openings = [
  '¿Siguen con la promoción del 2x1?',
  'Hola, ¿tienen cita para hoy?',
  '¿Ya llegaron mis lentes?',
  'Buenas, ¿cuánto cuesta el examen de la vista?',
  '¿Abren los domingos?',
  'Quisiera cambiar mi cita, por favor',
  '¿Tienen lentes de sol polarizados?',
  'Gracias por la atención de ayer 😊',
];

/** What a customer answers. */
export const answers = [
  'Perfecto, muchas gracias',
  'Ok 👍',
  '¿Y cuánto tardaría?',
  'Déjeme ver y le aviso',
  'Excelente, paso mañana',
  '¿Me puede mandar fotos?',
  'Gracias!',
];
