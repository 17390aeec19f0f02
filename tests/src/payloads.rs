//! Payloads to measure with, as the vendor's documentation describes them: the same on every machine.
//!
//! A GetCart response of any size, in which fields are there or not, values are of different lengths, and names hold letters
//! beyond ASCII and references, so that nothing that reads it can learn it by heart; and a notification of 1 KB.

use std::fmt::Write;

/// Repeatable numbers: the constants are Knuth's, of MMIX.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// One of several.
    fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.roll(of.len() as u64)).unwrap_or_default();
        of.get(at).copied().unwrap_or_default()
    }

    /// So often in a hundred.
    fn often(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }
}

const FIRST: [&str; 12] =
    ["Ada", "Grace", "Zoë", "Jürgen", "Li", "Aroha", "Siobhán", "Priya", "Tom", "Margaret", "José", "Charlotte"];
const LAST: [&str; 12] = [
    "Byron",
    "Hopper",
    "Nguyen",
    "O&apos;Brien",
    "Müller",
    "Singh",
    "Smith",
    "Te Kanawa",
    "Papadopoulos",
    "Lee",
    "Kelly",
    "Fitzgerald",
];
const COMPANIES: [&str; 6] = [
    "Byron &amp; Daughters",
    "Acme Pty Ltd",
    "Hopper Marine Supplies",
    "The Very Long Name Trading Company of Queensland",
    "ABC",
    "Müller &amp; Sons",
];
const STREETS: [&str; 6] =
    ["Queen Street", "Old Cleveland Road", "The Esplanade", "High St", "Boundary Road", "Martin Place"];
const CITIES: [(&str, &str, &str); 6] = [
    ("Brisbane", "QLD", "4000"),
    ("Woolloongabba", "QLD", "4102"),
    ("Sydney", "NSW", "2000"),
    ("Melbourne", "VIC", "3000"),
    ("Alice Springs", "NT", "0870"),
    ("Perth", "WA", "6000"),
];
const PRODUCTS: [&str; 8] = [
    "Full Spectrum Joint and Pain Balm 50g",
    "Bolt M8",
    "USB-C Cable, 2 m",
    "Men&apos;s Merino Jumper &#8211; Navy",
    "Café Crème Beans 1kg",
    "Socks (3 pairs)",
    "Stainless Steel Water Bottle with Bamboo Lid, 750 ml",
    "Gift Card",
];

/// A notification of 1 KB: the vendor's sample behind a comment, as a proxy may put one.
#[must_use]
pub fn event() -> String {
    let body = "<CurrentTime>2014-01-03 01:11:12</CurrentTime>\n  <EventID>34</EventID>\n  <EventType>Order</EventType>\n  \
                <Order>\n    <OrderID>N10154</OrderID>\n    <OrderStatus>Pick</OrderStatus>\n  </Order>\n";
    let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Event>\n  ";
    let rest = 1_024 - head.len() - body.len() - "<!--  -->\n</Event>\n".len();
    format!("{head}{body}<!-- {} -->\n</Event>\n", "relayed ".repeat(rest / 8 + 1)[..rest].trim_end())
}

/// A GetCart response of about `size` bytes, never less.
#[must_use]
pub fn carts(size: usize) -> String {
    let mut out = String::with_capacity(size + 8_192);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<GetCartResponse>\n");
    let mut dice = Dice(2_014);
    let mut number = 1_000;
    while out.len() < size {
        number += 1;
        cart(&mut out, &mut dice, number);
    }
    out.push_str("  <CurrentTime>2014-04-06 08:08:21</CurrentTime>\n  <Ack>Success</Ack>\n</GetCartResponse>\n");
    out
}

fn cart(out: &mut String, dice: &mut Dice, number: u64) {
    out.push_str("  <Cart>\n");
    field(out, 4, "CartID", &number.to_string());
    field(out, 4, "CheckoutStatus", dice.one_of(&["Abandoned", "Open", "Completed"]));
    let created = date(dice);
    field(out, 4, "DateCreated", &created);
    field(out, 4, "DateUpdated", &date(dice));
    if dice.often(50) {
        field(out, 4, "DateCreatedUTC", &created);
        field(out, 4, "DateUpdatedUTC", &date(dice));
    }
    let (first, last) = (dice.one_of(&FIRST), dice.one_of(&LAST));
    field(out, 4, "CustomerEmail", &format!("customer.{}@example.com", dice.roll(1_000_000)));
    if dice.often(60) {
        let token = dice.roll(u64::from(u32::MAX));
        let url = format!("https://shop.example.com/_mycart?tkn=cart&amp;ts={token}&amp;id={number}");
        field(out, 4, "RestoreCartUrl", &url);
    }
    if dice.often(70) {
        field(out, 4, "CustomerUsername", &format!("customer{}", dice.roll(100_000)));
    }
    field(out, 4, "NotifiedCustomer", dice.one_of(&["True", "False"]));
    field(out, 4, "IsProcessed", dice.one_of(&["True", "False"]));
    address(out, dice, "BillingAddress", (first, last));
    if dice.often(40) {
        address(out, dice, "ShippingAddress", (first, last));
    }
    out.push_str("    <OrderLines>\n");
    let mut total = 0;
    for _ in 0..=dice.roll(5) {
        total += line(out, dice);
    }
    out.push_str("    </OrderLines>\n");
    field(out, 4, "CartTotal", &money(total));
    if dice.often(30) {
        field(out, 4, "OrderID", &format!("N{}", 10_000 + dice.roll(90_000)));
    }
    out.push_str("  </Cart>\n");
}

fn address(out: &mut String, dice: &mut Dice, name: &str, (first, last): (&str, &str)) {
    let _ = writeln!(out, "    <{name}>");
    field(out, 6, "FirstName", first);
    field(out, 6, "LastName", last);
    if dice.often(30) {
        field(out, 6, "Company", dice.one_of(&COMPANIES));
    }
    field(out, 6, "StreetLine1", &format!("{} {}", 1 + dice.roll(400), dice.one_of(&STREETS)));
    if dice.often(20) {
        field(out, 6, "StreetLine2", &format!("Unit {}", 1 + dice.roll(40)));
    } else if dice.often(50) {
        out.push_str("      <StreetLine2/>\n");
    }
    let at = usize::try_from(dice.roll(CITIES.len() as u64)).unwrap_or_default();
    let (city, state, code) = CITIES[at];
    field(out, 6, "City", city);
    field(out, 6, "Country", "AU");
    field(out, 6, "State", state);
    field(out, 6, "PostCode", code);
    field(out, 6, "Phone", &format!("07 {:04} {:04}", dice.roll(10_000), dice.roll(10_000)));
    let _ = writeln!(out, "    </{name}>");
}

/// Adds a line of a cart, and gives its price in cents.
fn line(out: &mut String, dice: &mut Dice) -> u64 {
    out.push_str("      <OrderLine>\n");
    let (quantity, price) = (1 + dice.roll(12), 95 + 5 * dice.roll(8_000));
    field(out, 8, "ProductID", &(1 + dice.roll(20_000)).to_string());
    field(out, 8, "SKU", &format!("SKU-{}-P{}", dice.one_of(&["AU", "NZ", "CLEARANCE"]), dice.roll(20_000)));
    field(out, 8, "Quantity", &quantity.to_string());
    field(out, 8, "ProductName", dice.one_of(&PRODUCTS));
    field(out, 8, "UnitPrice", &money(price));
    field(out, 8, "LinePrice", &money(price * quantity));
    if dice.often(15) {
        out.push_str("        <ExtraOptions>\n          <ExtraOption>\n");
        field(out, 12, "Name", dice.one_of(&["Gift wrap", "Engraving", "Size"]));
        field(out, 12, "Value", dice.one_of(&["Yes", "With love &lt;3", "XL"]));
        out.push_str("          </ExtraOption>\n        </ExtraOptions>\n");
    }
    out.push_str("      </OrderLine>\n");
    price * quantity
}

fn field(out: &mut String, indent: usize, name: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{:indent$}<{name}>{value}</{name}>", "");
}

fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (2_012 + dice.roll(10), 1 + dice.roll(12), 1 + dice.roll(28));
    format!("{year}-{month:02}-{day:02} {:02}:{:02}:{:02}", dice.roll(24), dice.roll(60), dice.roll(60))
}

fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
