/** Made by `npm run analyze`, so a clean clone does not have it. */
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
