const { audience } = require('./audience');

console.log(`${process.env.GREETING}, ${audience(process.argv)}, from ${process.env.CRONIUM_EVENT_ID}`);
