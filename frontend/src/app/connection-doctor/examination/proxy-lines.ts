/** Lines of nginx that the checks advise, as in the operator's guide. */
export const wholePathLine = 'proxy_pass http://127.0.0.1:3000;';

export const upgradeLines = `# nginx
map $http_upgrade $connection_upgrade { default upgrade; '' close; }
${location('/')}`;

export const socketPathLines = `# nginx
${location('/socket.io/')}`;

export const heldBackLines = `# nginx
proxy_buffering off;
proxy_request_buffering off;`;

export const timeLimitLines = `# nginx
proxy_read_timeout 3600s;
proxy_send_timeout 3600s;`;

export const hostLines = `# nginx
proxy_set_header Host $http_host;`;

export const schemeLines = `# nginx
proxy_set_header X-Forwarded-Proto $scheme;`;

function location(path: string): string {
  return `location ${path} {
  proxy_pass http://127.0.0.1:3000;
  proxy_http_version 1.1;
  proxy_set_header Host $host;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
}`;
}
