import type { NewBusinessNumber, NewTemplate } from '../graph-api/index.ts';

/** The people of the demo. Names and numbers are made up, and always the same. */
export interface Person {
  phoneNumber: string;
  name: string;
}

/** The phones that can be linked to the CRM: the business has two. */
export const businessPhones: Person[] = [
  { phoneNumber: '525510203040', name: 'Óptica Condorito' },
  { phoneNumber: '525510203041', name: 'Óptica Condorito · Taller' },
];

/** The number of the business on the Cloud API, with what a line needs to speak for it: made up, and always the same. */
export const cloudBusiness = {
  phoneNumber: '525510203050',
  verifiedName: 'Óptica Condorito en línea',
  phoneNumberId: '105510203050001',
  wabaId: '205510203050001',
  appId: '305510203050001',
  appSecret: '0123456789abcdef0123456789abcdef',
  accessToken: 'EAADemoCondorito0123456789',
  verifyToken: 'condorito-demo',
} satisfies NewBusinessNumber;

/** The templates of that number. */
export const cloudTemplates: NewTemplate[] = [
  {
    name: 'lentes_listos',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' },
      { type: 'BODY', text: 'Hola {{1}}, sus lentes ya están listos. Puede pasar por ellos hasta el {{2}}.' },
      { type: 'FOOTER', text: 'Óptica Condorito' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Paso hoy' },
          { type: 'QUICK_REPLY', text: 'Paso mañana' },
        ],
      },
    ],
  },
  {
    name: 'recordatorio_cita',
    language: 'es_MX',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Le recordamos su cita, {{nombre}}: el {{dia}} a las {{hora}}.' }],
  },
  {
    name: 'receta_lista',
    language: 'es_MX',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hola {{1}}, le enviamos su receta.' },
    ],
  },
  {
    name: 'promocion_armazones',
    language: 'es_MX',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: '{{1}}, este mes el segundo armazón va a mitad de precio.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Ver armazones', url: 'https://example.com/armazones' },
          { type: 'QUICK_REPLY', text: 'No me interesa' },
        ],
      },
    ],
  },
];

/** The group some customers are in together with the first of the business phones; the first member made it. */
export const customerGroup = {
  id: '120363000000020304',
  subject: 'Jornada visual · Colegio Juárez',
  /** Which of the customers. */
  members: [4, 11, 17, 26, 33],
} as const;

const firstNames = [
  'Alejandra',
  'Andrés',
  'Beatriz',
  'Camila',
  'Carlos',
  'Catalina',
  'Daniel',
  'Diego',
  'Elena',
  'Emilio',
  'Fernanda',
  'Francisco',
  'Gabriela',
  'Gustavo',
  'Inés',
  'Isabel',
  'Javier',
  'Joaquín',
  'José',
  'Julia',
  'Laura',
  'Lucía',
  'Manuel',
  'Mariana',
  'Martín',
  'Mateo',
  'Natalia',
  'Nicolás',
  'Óscar',
  'Pablo',
  'Patricia',
  'Paula',
  'Rafael',
  'Ramón',
  'Rocío',
  'Rosa',
  'Santiago',
  'Sofía',
  'Tomás',
  'Valentina',
  'Verónica',
  'Ximena',
];
const lastNames = [
  'Aguilar',
  'Álvarez',
  'Castillo',
  'Castro',
  'Cruz',
  'Díaz',
  'Espinoza',
  'Fernández',
  'Flores',
  'García',
  'Gómez',
  'González',
  'Gutiérrez',
  'Herrera',
  'Jiménez',
  'López',
  'Martínez',
  'Medina',
  'Mendoza',
  'Morales',
  'Muñoz',
  'Núñez',
  'Ortiz',
  'Peña',
  'Pérez',
  'Ramírez',
  'Reyes',
  'Ríos',
  'Rodríguez',
  'Rojas',
  'Romero',
  'Salazar',
  'Sánchez',
  'Soto',
  'Torres',
  'Vargas',
  'Vega',
];

/**
 * Up to 9,000 customers; 42 and 37 share no factor, so that 1,554 of them have names of their own. Those after them have a
 * second surname.
 */
export function customers(count: number): Person[] {
  const different = firstNames.length * lastNames.length;
  return Array.from({ length: count }, (_, index) => {
    const name = `${firstNames[index % firstNames.length] ?? ''} ${lastNames[index % lastNames.length] ?? ''}`;
    const round = Math.floor(index / different);
    const second = round === 0 ? '' : ` ${lastNames[(index + round * 7) % lastNames.length] ?? ''}`;
    return { phoneNumber: `52551000${String(1_000 + index)}`, name: name + second };
  });
}
