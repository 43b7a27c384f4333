# The signaling server, with the kit and the demo pages. How to run it: docs/deploy.md
FROM node:22-slim AS build
WORKDIR /noom
COPY package.json package-lock.json .npmrc ./
COPY demo-server/package.json ./demo-server/
RUN npm ci
COPY . .
RUN npm run build:bundle && npm run build:server && npm prune --omit=dev

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NOOM_STATE_DIR=/var/lib/noom
WORKDIR /noom
RUN install -d -o node -g node -m 700 /var/lib/noom
COPY --from=build /noom/package.json ./
COPY --from=build /noom/demo-server/package.json ./demo-server/
COPY --from=build /noom/node_modules ./node_modules
COPY --from=build /noom/dist ./dist
USER node
VOLUME /var/lib/noom
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without npm in between, which would keep SIGTERM to itself.
CMD ["node", "dist/server/main.js"]
