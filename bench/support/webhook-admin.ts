export const CLIENT = 'bench';
export const ADMIN = { name: 'Admin', email: 'admin@bench.example', password: 'correct horse battery' };
