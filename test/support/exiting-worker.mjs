// Stands in for the worker of imports: exits, once it has one.
process.on('message', (message) => {
  if (!('start' in message)) process.exit(3);
});
