// Adds the preview's token to each call that the program's gRPC clients make to the preview's own port.
"use strict";

const http2 = require("node:http2");

exports.addToken = ({ port, header, token }) => {
  const { connect } = http2;
  const authorities = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  http2.connect = function connectWithToken(authority, ...rest) {
    const session = connect.call(this, authority, ...rest);
    if (!authorities.has(String(authority).replace(/^https?:\/\//, ""))) return session;
    const { request } = session;
    session.request = (headers, options) => request.call(session, { ...headers, [header]: token }, options);
    return session;
  };
};
