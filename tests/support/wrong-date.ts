// Preloaded into a server process (`--import`): its clock on the wall is wrong by CLOCK_WRONG_BY_MS milliseconds.
const wrongByMs = Number(process.env['CLOCK_WRONG_BY_MS']);
const rightMs = Date.now.bind(Date);
Date.now = () => rightMs() + wrongByMs;
