//! The page in a browser: accessible by axe-core's rules in both themes, searched and moved through, quick with many rows.
//!
//! `DRIFTLINE_BROWSER` names a Chromium and `DRIFTLINE_AXE` the file `axe.min.js` (npm `axe-core`); without them it is said that
//! this was skipped.

use std::process::Command;

use driftline::report::Format;

use crate::archive::say;
use crate::run::{Scratch, every_form};

/// What the page is asked once it is there: whatever it answers stands in the document's title.
const QUESTIONS: &str = r#"
<script>
(async () => {
  const said = [];
  const expect = (what, truth) => { if (!truth) said.push(what); };
  const rows = () => [...document.querySelectorAll("article:not([hidden])")];
  const all = rows().length;
  const search = document.getElementById("search"), tools = document.getElementById("tools");
  const type = (text) => { search.value = text; tools.dispatchEvent(new Event("input")); };
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  expect("the tools are shown", !tools.hidden);
  expect("all rows are counted", document.getElementById("shown").textContent.startsWith(all + " of "));
  type("order status"); expect("a search leaves some rows", rows().length > 0 && rows().length < all);
  type("no such words"); expect("a search leaves no row", rows().length === 0);
  type(""); expect("all rows are back", rows().length === all);
  tools.querySelector("[value=error]").click();
  expect("errors are gone", rows().every((row) => row.dataset.severity !== "error"));
  tools.querySelector("[value=error]").click();
  press("j"); const first = document.activeElement;
  press("j"); expect("the next row", first.matches("article") && document.activeElement !== first);
  press("k"); expect("the row before", document.activeElement === first);
  press("/"); expect("the search", document.activeElement === search);
  expect("nothing was asked for", performance.getEntriesByType("resource").length === 0);
  expect("nothing is wider than the window", document.documentElement.scrollWidth <= innerWidth);
  for (const details of document.querySelectorAll("details")) details.open = true;
  const { violations } = await axe.run();
  for (const { id, nodes } of violations) said.push(id + ": " + nodes[0].html);
  document.title = "said: " + (said.length ? said.join("; ") : "nothing");
})().catch((error) => { document.title = "said: " + error; });
</script>
"#;

#[test]
fn the_page_is_accessible_and_answers_to_the_keyboard() {
    let (Some(browser), Some(axe)) = (std::env::var_os("DRIFTLINE_BROWSER"), std::env::var_os("DRIFTLINE_AXE")) else {
        say("the page in a browser: skipped, DRIFTLINE_BROWSER and DRIFTLINE_AXE name no Chromium and no axe.min.js");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    let (_, texts) = every_form(&["tests/captures"]);
    let page = &texts.iter().find(|(format, _)| *format == Format::Html).unwrap().1;
    let scratch = Scratch::new();
    let asked = page.replace("</body>", &format!("<script>{axe}</script>{QUESTIONS}</body>"));
    let file = scratch.file("page.html", asked);
    for (size, scheme) in [("1280,900", "light"), ("1280,900", "dark"), ("500,900", "light"), ("500,900", "dark")] {
        let dark = if scheme == "dark" { "0" } else { "1" };
        let ran = Command::new(&browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom"])
            .arg(format!("--window-size={size}"))
            .arg(format!("--blink-settings=preferredColorScheme={dark}"))
            .arg(format!("file://{file}"))
            .output()
            .unwrap();
        let dom = String::from_utf8_lossy(&ran.stdout);
        let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or("no page");
        assert_eq!(title, "said: nothing", "{size} {scheme}");
    }
}

#[test]
fn five_hundred_rows_weigh_less_than_a_megabyte_and_ask_for_nothing() {
    let scratch = Scratch::new();
    let fields: Vec<String> = (0..500).map(|at| format!("\"part{at}\": {{\"unknown{at}\": 1}}")).collect();
    let declared: Vec<String> = (0..500)
        .map(|at| {
            format!("\"part{at}\": {{\"type\": \"object\", \"properties\": {{\"known\": {{\"type\": \"integer\"}}}}}}")
        })
        .collect();
    let schema = scratch.file("a.schema.json", format!("{{\"properties\": {{{}}}}}", declared.join(",")));
    let payload = scratch.file("a.json", format!("{{{}}}", fields.join(",")));
    let (ran, texts) = every_form(&[&payload, "--schema", &schema]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let page = &texts.iter().find(|(format, _)| *format == Format::Html).unwrap().1;
    assert_eq!(page.matches("<article ").count(), 500);
    assert!(page.len() < 1_000_000, "{}", page.len());
    for request in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(request), "{request}");
    }
}
