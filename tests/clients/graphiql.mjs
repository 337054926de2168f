// A developer in Chromium: signs in to GraphiQL, asks, sees the answer, signs out. Writes what happened as JSON.
import { chromium } from "playwright-core";

const [url, token, executablePath, picture] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ locale: "en-US" });
const asked = new Set();
const problems = [];
page.on("request", (request) => request.url().startsWith("data:") || asked.add(new URL(request.url()).origin));
page.on("pageerror", (error) => problems.push(`${error}`));
page.on("console", (message) => message.type() === "error" && problems.push(message.text()));

await page.goto(`${url}/graphiql`);
const first = await page.textContent("h1");
problems.length = 0; // the browser notes the 401 of the first page
await page.fill("#token", token);
await page.click("button");
await page.waitForSelector(".graphiql-container");
const visible = await page.evaluate(() => document.cookie);

await page.click(".graphiql-query-editor .CodeMirror");
await page.keyboard.press("Control+A");
await page.keyboard.insertText("{ viewer { name } statistics { transfers } }");
await page.keyboard.press("Control+Enter");
await page.waitForFunction(() => document.querySelector(".result-window")?.innerText.includes("transfers"));
const answer = await page.evaluate(() => document.querySelector(".result-window .CodeMirror").CodeMirror.getValue());
await page.screenshot({ path: picture });
const whileIn = [...problems]; // the page after signing out is a 401 again

await page.click("#sign-out button");
await page.waitForSelector("#token");
await browser.close();
console.log(JSON.stringify({ first, visible, answer: JSON.parse(answer), asked: [...asked], problems: whileIn }));
