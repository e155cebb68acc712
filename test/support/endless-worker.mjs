// Stands in for the worker of imports: computes for ever once it has one.
process.on('message', (message) => {
  if (!('start' in message)) for (;;);
});
