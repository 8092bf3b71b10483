import { jpeg, pngOf, text, wav, webp } from './made-files.ts';

/** A file that would do harm where a browser took it for what it also, or only, is. */
export interface HarmfulFile {
  what: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** What it is uploaded as. */
  type: string;
  name: string;
}

const script = '<script>alert(1)</script>';
const page = `<!doctype html>${script}`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;

/** Pages, scripts and the like under their own names and under others. */
const plain: [what: string, content: string | Uint8Array<ArrayBuffer>, type: string, name: string][] = [
  ['HTML as HTML', page, 'text/html', 'a.html'],
  ['HTML as a picture', page, 'image/png', 'a.png'],
  ['HTML as plain text', page, 'text/plain', 'a.txt'],
  ['HTML as a PDF', page, 'application/pdf', 'a.pdf'],
  ['HTML as a video', page, 'video/mp4', 'a.mp4'],
  ['HTML as a recording', script, 'audio/mpeg', 'a.mp3'],
  ['HTML without a type', page, '', 'a'],
  ['HTML in UTF-16', new Uint8Array(Buffer.from(`\ufeff${page}`, 'utf16le')), 'text/html;charset=utf-16', 'a.html'],
  ['HTML in UTF-7', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-', 'text/html;charset=utf-7', 'a.html'],
  ['HTML behind a kilobyte of spaces', ' '.repeat(1_024) + page, 'image/gif', 'a.gif'],
  ['XHTML', `<html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`, 'application/xhtml+xml', 'a.xhtml'],
  ['MHTML', `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${page}`, 'message/rfc822', 'a.mhtml'],
  ['an HTML application', page, 'application/hta', 'a.hta'],
  ['SVG as SVG', svg, 'image/svg+xml', 'a.svg'],
  ['SVG with a prologue', `<?xml version="1.0"?>${svg}`, 'image/svg+xml', 'a.svg'],
  ['SVG with an entity', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg}`, 'image/svg+xml', 'a.svg'],
  ['SVG as JPEG', svg, 'image/jpeg', 'a.jpg'],
  ['SVG as WebP', svg, 'image/webp', 'a.webp'],
  ['XML with a style sheet', `<?xml-stylesheet type="text/xsl" href="data:,"?><a/>`, 'text/xml', 'a.xml'],
  ['XSLT', '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>', 'text/xsl', 'a.xsl'],
  ['RDF', `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>`, 'application/rdf+xml', 'a.rdf'],
  ['a feed', `<rss version="2.0"><channel>${script}</channel></rss>`, 'application/rss+xml', 'a.rss'],
  ['a script', 'alert(1)', 'text/javascript', 'a.js'],
  ['a module', 'export default alert(1)', 'application/javascript', 'a.mjs'],
  ['JSON', '{"a":"<script>alert(1)</script>"}', 'application/json', 'a.json'],
  ['a style sheet', '*{background:url(//evil.example)}', 'text/css', 'a.css'],
  ['a cache manifest', 'CACHE MANIFEST\n/', 'text/cache-manifest', 'a.appcache'],
  ['WebAssembly', new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), 'application/wasm', 'a.wasm'],
  ['a Flash film', 'FWS\u0006', 'application/x-shockwave-flash', 'a.swf'],
  ['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'application/pdf', 'a.pdf'],
  ['a PDF that acts', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>', 'application/pdf', 'a.pdf'],
  ['a PDF as HTML', `%PDF-1.7\n${page}`, 'text/html', 'a.html'],
  ['a calendar', 'BEGIN:VCALENDAR\nURL:javascript:alert(1)\nEND:VCALENDAR', 'text/calendar', 'a.ics'],
  ['a shortcut', '[InternetShortcut]\nURL=javascript:alert(1)', 'application/internet-shortcut', 'a.url'],
  ['a program', 'MZ\u0090\u0000', 'application/x-msdownload', 'a.exe'],
  ['a shell script', '#!/bin/sh\nid', 'image/jpeg', 'a.jpg'],
  ['a bitmap that is a script', 'BM=alert(1)//', 'image/bmp', 'a.bmp'],
  ['a type that is a header', 'x', 'text/html; charset="\u00e9"; x', 'a'],
  ['a type that replaces itself', page, 'multipart/x-mixed-replace; boundary=a', 'a'],
  ['a type with two faces', page, 'image/png, text/html', 'a.png'],
];

/** Two things at once: what the first bytes say they are, with a page or a script in them or behind them. */
async function polyglots(): Promise<[what: string, parts: Uint8Array[]][]> {
  const [behind, photo] = [text(page), await jpeg(20, 20)];
  const zip = Buffer.from('504b0304140000000000', 'hex');
  const atom = Buffer.concat([Buffer.from('0000001866747970', 'hex'), Buffer.from('isom\0\0\0\0isomiso2')]);
  return [
    ['a GIF whose size is a comment of a script', [text('GIF89a/*'), text('*/=1;alert(1)')]],
    ['a GIF with a page behind it', [text('GIF89a'), Buffer.from('01000100800000', 'hex'), behind]],
    ['a JPEG with a page behind it', [photo, behind]],
    ['a JPEG with an archive behind it', [photo, zip, behind]],
    ['a JPEG of a header and a script', [Buffer.from('ffd8ffe0', 'hex'), text('/*JFIF*/=alert(1)//')]],
    ['a PNG with a page behind it', [pngOf(20, 20), behind]],
    ['a WebP with a page behind it', [await webp(20, 20), behind]],
    ['a sound with a page behind it', [wav(1), behind]],
    ['an MP3 whose title is a page', [text('ID3\u0004\0\0\0\0\u0001\u0000'), behind]],
    ['a video with a page behind it', [atom, behind]],
    ['an archive that is a page', [zip, behind]],
    ['a PDF with an archive and a page', [text('%PDF-1.7\n'), zip, behind]],
    ['an archive named like a picture', [zip]],
  ];
}

/** Each polyglot is uploaded once as the page it is too and once as a picture. */
export async function harmfulFiles(): Promise<HarmfulFile[]> {
  const saved = plain.map(([what, content, type, name]): HarmfulFile => {
    return { what, bytes: typeof content === 'string' ? text(content) : content, type, name };
  });
  const double = (await polyglots()).flatMap(([what, parts]): HarmfulFile[] => {
    const bytes = new Uint8Array(Buffer.concat(parts));
    return [
      { what: `${what}, as HTML`, bytes, type: 'text/html', name: 'a.html' },
      { what: `${what}, as a picture`, bytes, type: 'image/jpeg', name: 'a.jpg' },
    ];
  });
  return [...saved, ...double];
}
