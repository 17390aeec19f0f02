//! What each kind of finding means, why it matters to who reads and to who sends, what it looks like, and what to do about it
//! in the schema and in the code.

mod example;

use crate::finding::Kind;
pub use example::{Example, example};

/// The explanation of a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub meaning: &'static str,
    /// Why it matters where we read what the vendor sends.
    pub received: &'static str,
    /// Why it matters where we send.
    pub sent: &'static str,
    /// What it looks like, declared and sent.
    pub example: &'static str,
    /// What to do in the schema or the contract.
    pub schema: &'static str,
    /// What to do in the code that reads or sends the payload.
    pub code: &'static str,
}

/// Explains a kind of finding.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one entry for each kind")]
pub const fn explain(kind: Kind) -> Explanation {
    let [meaning, received, sent, example, schema, code] = match kind {
        Kind::NotWellFormed => [
            "The payload breaks the grammar of XML or JSON. Where one reading was safe (an unquoted scalar, a trailing \
             comma, a comment, a raw line break in a string) it was taken, and the rest was checked.",
            "A strict parser refuses the whole payload, so one character costs the entire message.",
            "The vendor's parser refuses what we sent, all of it.",
            "declared: any JSON; sent: {\"orderNo\": 1000-4612}",
            "Nothing: no schema speaks of it.",
            "Send the place to the vendor. Until it is mended, repair or refuse the payload on purpose, and keep it.",
        ],
        Kind::WrongEncoding => [
            "The bytes are not in the encoding that the payload declares, or that it is taken to have.",
            "Names and texts turn into other characters without an error, most often in customers' names.",
            "The vendor reads other characters than we meant.",
            "declared: <?xml encoding=\"utf-8\"?>; sent: the byte E9, which is é in Latin-1",
            "Nothing: no schema speaks of it.",
            "Find out which side lies, the declaration or the bytes; look at proxies and editors between. Decode by \
             what is true.",
        ],
        Kind::UnknownContract => [
            "No contract recognises the payload.",
            "Nothing in it was checked: it may be a new message, a renamed root, an error page, or a test.",
            "The vendor may not recognise the message either.",
            "declared: root Event with a child Order; sent: <!DOCTYPE html>",
            "Add a rule or a message to a contract.toml (--vendors), or name a contract with --contract; `driftline \
             contracts` shows the rules.",
            "Keep what nobody recognises and answer it, instead of dropping it.",
        ],
        Kind::ExternalEntity => [
            "The payload refers to an external entity or document type, which is never opened.",
            "It is how XML reads files and networks of its receiver (XXE). No honest webhook needs it.",
            "Careful receivers refuse the message.",
            "sent: <!ENTITY x SYSTEM \"file:///etc/passwd\">",
            "Nothing: no honest contract needs it.",
            "Make sure that your parser opens no entity, and treat the sender as hostile until it is known to be \
             harmless.",
        ],
        Kind::LimitExceeded => [
            "The payload is deeper, larger, or expands to more than the limits allow, so it was not read to its end.",
            "It may take a receiver's memory or stack. Nobody knows what else is in it, so the check is incomplete.",
            "The vendor may cut it off or refuse it.",
            "sent: [[[[…]]]] 10,000 deep; entities that expand to gigabytes",
            "Bound lists and texts that have no need to be longer.",
            "Look where it comes from. If it is honest, raise the limit in the options of the library.",
        ],
        Kind::UndocumentedField => [
            "A field was sent that no schema speaks of.",
            "Generated types drop it without a word, or refuse the payload if they are strict. It is the commonest \
             first sign of a new version.",
            "The vendor passes over it, or refuses the message if it is strict.",
            "declared: orderNo, items; sent: orderNo, items, vendorId",
            "Look it up in the vendor's release notes. If it is meant, declare it as optional.",
            "Nothing, until you need it: a type without it drops it when it is written back.",
        ],
        Kind::MissingField => [
            "A required field was not sent, and nothing like it stands in its place.",
            "A type that requires it fails to read the payload.",
            "The vendor refuses the message, or fills in something.",
            "declared: EventID, required; sent: an Event without it",
            "If the vendor says that it became optional, make it optional (minOccurs=\"0\", or out of `required`).",
            "Decide what its absence means, and handle it; if you are the sender, send it.",
        ],
        Kind::RenamedField => [
            "A required field is absent, and one with a like name and a fitting value was sent.",
            "It reads as a missing field and an unknown one: the value is there and is lost.",
            "The vendor does not find the value that we sent.",
            "declared: itemPrice; sent: price",
            "Compare with the vendor's notes. Rename it, or declare both names as optional while both are sent.",
            "Read both names for a while: the change is seldom made everywhere at once.",
        ],
        Kind::MiscasedField => [
            "A declared field was sent in other letters: another case, or with other separators.",
            "Names are compared letter by letter, so a reader misses the field. Optional ones vanish without an error.",
            "The vendor does not find the value that we sent.",
            "declared: OutputSelector; sent: outputSelector",
            "Spell it as it is sent now, once the vendor confirms it.",
            "Read both spellings. Mostly a serializer changed: expect it at other fields too.",
        ],
        Kind::MovedField => [
            "A required field was sent one level higher or lower than declared.",
            "A reader looks in one place only, so the value is lost although it was sent.",
            "The vendor looks in one place only and does not find it.",
            "declared: /Event/Order/OrderStatus; sent: /Event/OrderStatus",
            "Ask whether the structure changed for good; then move it.",
            "Read from both places until old captures are gone.",
        ],
        Kind::DuplicateField => [
            "A field was sent twice where it may stand once.",
            "Readers take the first, the last, or fail: two systems may see two values.",
            "The vendor takes one of the two, and we do not know which.",
            "sent: {\"type\": \"new_order\", \"type\": \"order_cancellation\"}",
            "If several are meant, declare a list (maxOccurs, an array).",
            "Decide on purpose which of them counts, and tell the vendor.",
        ],
        Kind::OrderChanged => [
            "An element was sent later than its place in the declared sequence.",
            "Readers that follow the sequence stop there or skip the rest. Readers by name do not notice.",
            "A vendor that reads in sequence stops there.",
            "declared: CurrentTime, Ack; sent: Ack, CurrentTime",
            "If the order was never promised, declare xs:all instead of xs:sequence.",
            "Read by name. If you are the sender, write in the declared order.",
        ],
        Kind::NamespaceChanged => [
            "An element or attribute was sent in another XML namespace than declared.",
            "To a reader that knows namespaces it is another element altogether.",
            "To the vendor it is another element.",
            "declared: Event in no namespace; sent: <Event xmlns=\"urn:vendor:events\">",
            "Compare the vendor's new schema, and declare its namespace.",
            "Accept both namespaces while both are sent. Usually it is a new version.",
        ],
        Kind::ForbiddenField => [
            "A field was sent that the schema forbids at this place.",
            "The vendor and the schema disagree on which fields go together.",
            "The vendor refuses the message.",
            "declared: additionalProperties false, or a false schema; sent: the field",
            "If the field is meant, allow it at this place.",
            "Do not use it here; if you are the sender, leave it out.",
        ],
        Kind::TypeChanged => [
            "The value is of another type than declared.",
            "A typed reader fails there, and with it the whole payload.",
            "The vendor fails to read it.",
            "declared: a number; sent: an object",
            "If every payload has it (see `k of n`), declare the new type, otherwise both.",
            "Read both types, or refuse with a message that names the field.",
        ],
        Kind::Stringified => [
            "A number or boolean was sent as a text.",
            "Strict readers fail; lenient ones compare \"10\" with \"9\" as texts.",
            "A strict vendor refuses it.",
            "declared: itemQuantity, an integer; sent: \"1\"",
            "Nothing if it is a mistake: tell the vendor. If it stays, allow a text beside the number.",
            "Read both forms, and write the declared one. Mostly a serializer changed: expect it at other fields.",
        ],
        Kind::NullSent => [
            "null was sent where it is not allowed.",
            "Absent and null are two things. A reader of a required value fails.",
            "The vendor may take null for a value, or refuse it.",
            "declared: itemName, a string; sent: null",
            "If null means that there is none, allow it (nillable, \"type\": [\"string\", \"null\"]).",
            "Read null as absent where that is what it means; if you are the sender, leave the field out.",
        ],
        Kind::SingleForList => [
            "One value was sent where a list is declared.",
            "XML-to-JSON serializers do so for lists of one: payloads with two entries read, those with one fail.",
            "A strict vendor refuses it.",
            "declared: items, an array; sent: {\"sku\": …}",
            "In a contract with an XSD, tolerate `one-for-list`; in a JSON Schema, allow the value beside the array.",
            "Read one value as a list of one.",
        ],
        Kind::ListForSingle => [
            "A list was sent where one value is declared.",
            "A reader fails, or takes the first entry and loses the others.",
            "The vendor takes the first entry, or refuses it.",
            "declared: Package, an object; sent: [{…}, {…}]",
            "If there can be several now, declare a list. In a contract with an XSD, tolerate `list-for-one` if it is \
             always one.",
            "Ask what several mean before you take the first.",
        ],
        Kind::EmptyForObject => [
            "An empty text or list was sent where an object or a list is declared.",
            "Some serializers know no empty object: what is there in most payloads fails to read in those where it is \
             empty.",
            "The vendor may refuse it.",
            "declared: Filter, an object; sent: \"\"",
            "In a contract with an XSD, tolerate `empty-string`.",
            "Read it as an empty object or list; if you are the sender, leave it out.",
        ],
        Kind::CountOutOfRange => [
            "There are fewer or more entries than the schema allows.",
            "Code that counts on a first entry, or on a last page, breaks.",
            "The vendor refuses it, or drops what is too much.",
            "declared: items, at least 1; sent: []",
            "If the vendor confirms it, correct the bounds.",
            "Decide what an empty or longer list means to you. If you are the sender, send in parts.",
        ],
        Kind::SubstitutedType => [
            "xsi:type or a substitution group names a type that may not stand for the declared one.",
            "A reader takes the wrong type, or fails.",
            "The vendor does not know the type, or takes the wrong one.",
            "declared: Address; sent: <address xsi:type=\"Note\">",
            "Look which types derive from the declared one, and declare what the vendor added.",
            "Handle the new type, or refuse it by its name.",
        ],
        Kind::NewEnumValue => [
            "A value was sent that the enumeration does not have.",
            "A closed type refuses the payload. An open one keeps it as unknown, and every `match` needs an answer to \
             it.",
            "The vendor does not know the value, and refuses it or does nothing.",
            "declared: New, Pick, Dispatched; sent: Declined",
            "Add the value once you know what it means: a new status is new behaviour.",
            "Answer it: the generated type keeps it in `Unknown`. Decide what it means to your process.",
        ],
        Kind::ConstantChanged => [
            "A field with one allowed value has another.",
            "Constants tell messages and versions apart, so this may be another message.",
            "The vendor takes it for another message.",
            "declared: EventType is Order; sent: another text",
            "If it is a new version, add it as a version of its own.",
            "Check whether the payload belongs to another contract before you read on.",
        ],
        Kind::FormatChanged => [
            "A text is not in its declared format: a date and time, a UUID, an address of the web.",
            "Parsing fails, or succeeds with another meaning: a time without its zone is hours off.",
            "The vendor fails to parse it, or reads another time or address.",
            "declared: date-time-space, 2014-01-03 01:11:12; sent: 2014-01-03T01:11:12Z",
            "If the vendor changed it for good, declare the new format.",
            "Parse both forms. Take care of time zones: without one a time is hours off.",
        ],
        Kind::PatternMismatch => [
            "A text does not match its declared pattern.",
            "Code that takes the text apart by that pattern gets wrong parts.",
            "The vendor's check refuses it.",
            "declared: platform id - order number; sent: without the platform id",
            "Look at several values, and widen the pattern only to what they need.",
            "Do not take the text apart by the old pattern without a check.",
        ],
        Kind::LengthOutOfRange => [
            "A text or a list of octets is shorter or longer than allowed.",
            "Columns of databases are sized by it: the value is cut off or refused there.",
            "The vendor cuts it off or refuses it.",
            "declared: OrderID, at most 15 characters; sent: 20 characters",
            "If the vendor confirms it, correct the limit.",
            "Check what stores the value: columns are sized by it.",
        ],
        Kind::NumberOutOfRange => [
            "A number is below or above its bound.",
            "It may overflow the integer that it is read into, or be nonsense: a negative quantity.",
            "The vendor refuses it, or reckons with nonsense.",
            "declared: quantity, at least 1; sent: 0",
            "If the value has a meaning, correct the bound.",
            "Check the width of the integer that holds it; refuse what has no meaning.",
        ],
        Kind::PrecisionExceeded => [
            "A number has more digits than allowed, or is no multiple of the declared step.",
            "Digits are rounded away on the way into a database or a float: sums no longer agree.",
            "The vendor rounds, and sums no longer agree.",
            "declared: 2 fraction digits; sent: 19.995",
            "If the digits are meant, allow them.",
            "Read into decimals, not floats, and ask who rounds.",
        ],
        Kind::RuleViolated => [
            "A rule over several fields does not hold: a key, a uniqueness, a dependency, a condition, an assertion.",
            "Each field alone is good, so only the whole shows that the message is not.",
            "The vendor refuses the message.",
            "declared: items are unique; sent: the same item twice",
            "Follow the place: the rule stands there. Correct it if the vendor's rule is another.",
            "Check the rule before you use the fields together; if you are the sender, keep to it.",
        ],
        Kind::NeverSeenField => [
            "A declared field is in no payload of the corpus.",
            "It may have been dropped, or the corpus is too small. Code for it is untested.",
            "It may be one that the vendor waits for.",
            "declared: GiftMessage, optional; seen: in 0 of 5,000 payloads",
            "Keep it until the vendor says that it is gone.",
            "Code for it is untested: look for a payload that should have it.",
        ],
        Kind::NeverSeenValue => [
            "A value of an enumeration is in no payload of the corpus.",
            "It may be retired, or rare. Code for it is untested.",
            "We never use it, and may not have to.",
            "declared: Backordered; seen: never",
            "Keep it until the vendor says that it is retired.",
            "Code for it is untested: provoke one in a test account.",
        ],
        Kind::NeverSeenBranch => [
            "A variant of a choice or union is in no payload of the corpus.",
            "A whole shape of the message is untested, often that of failures.",
            "We never use it, and may not have to.",
            "declared: success or failure; seen: success only",
            "Keep it until the vendor says that it is gone.",
            "Code for it is untested: ask the vendor for a sample.",
        ],
        Kind::SometimesMissing => [
            "A field that was there in most payloads is absent in some.",
            "Code that took it for granted fails on these.",
            "The vendor may count on it.",
            "declared: optional; seen: in 4,980 of 5,000 payloads",
            "It is rightly optional: leave it so.",
            "Do not take it for granted. Look at what the payloads without it have in common.",
        ],
        Kind::AlwaysPresent => [
            "An optional field is in every payload of the corpus.",
            "The schema may be looser than the truth: types have an Option that is never None.",
            "The vendor may have come to count on it.",
            "declared: optional; seen: in 5,000 of 5,000 payloads",
            "Require it if the vendor promises it, otherwise leave it.",
            "An Option that is never None: keep the answer for None.",
        ],
        Kind::OneForList => [
            "One value was sent where a list is declared, and the contract tolerates it.",
            "It reads as a list of one. Only a reader that knows of it does so.",
            "The vendor has to read it as we mean it.",
            "declared: Cart, any number; sent: {\"Cart\": {…}}",
            "Nothing, while it is meant. Without `one-for-list` in the contract it is `single-for-list`.",
            "Nothing: generated types read it as a list of one.",
        ],
        Kind::ListForOne => [
            "A list of one entry was sent where one value is declared, and the contract tolerates it.",
            "It reads as that entry. A list of two is a finding all the same.",
            "The vendor has to read it as we mean it.",
            "declared: ShippingAddress, once; sent: {\"ShippingAddress\": [{…}]}",
            "Nothing, while it is meant. Without `list-for-one` in the contract it is `list-for-single`.",
            "Nothing: generated types read it as its only entry.",
        ],
        Kind::EmptyString => [
            "An empty text or list was sent for what is empty or absent, and the contract tolerates it.",
            "It reads as nothing sent: a number, a date or an object that is \"\" has no value.",
            "The vendor has to read it as we mean it.",
            "declared: DateUpdated, a date and time; sent: {\"DateUpdated\": \"\"}",
            "Nothing, while it is meant. Without `empty-string` in the contract it is `empty-for-object`, or what the \
             type says of an empty text.",
            "Make sure that your reader takes it for absent and not for zero.",
        ],
        Kind::TextScalars => [
            "A number or boolean was sent as text, and the contract tolerates it.",
            "The text is checked by its type, as in XML. Code that compares texts puts \"10\" before \"9\".",
            "The vendor has to read it as we mean it.",
            "declared: Quantity, an integer; sent: {\"Quantity\": \"2\"}",
            "Nothing, while it is meant. Without `text-scalars` in the contract it is `stringified`.",
            "Nothing: generated types read it. Compare numbers, not texts.",
        ],
        Kind::NativeScalars => [
            "A number or boolean was sent as such where texts are the custom, and the contract tolerates it.",
            "Both forms may come, so a reader has to take both.",
            "The vendor has to read it as we mean it.",
            "declared: Page, an integer; sent: {\"Page\": 0}",
            "Nothing, while it is meant. Without `native-scalars` beside `text-scalars` it is `type-changed`.",
            "Nothing: generated types read both.",
        ],
        Kind::NullForAbsent => [
            "null was sent for an optional element that is absent, and the contract tolerates it.",
            "Absent and null are two things to many readers.",
            "The vendor has to read it as we mean it.",
            "declared: GiftMessage, optional; sent: {\"GiftMessage\": null}",
            "Nothing, while it is meant. Without `null-for-absent` in the contract it is `null-sent`.",
            "Make sure that your reader takes null for absent.",
        ],
        Kind::EmptyElement => [
            "An empty element was sent for an optional one that is absent, and the contract tolerates it.",
            "A reader of a number or a date fails on the empty text unless it takes it for absent.",
            "The vendor has to read it as we mean it.",
            "declared: DateRequired, optional; sent: <DateRequired/>",
            "Nothing, while it is meant. Without `empty-element` in the contract it is what the type says of an empty \
             text.",
            "Make sure that your reader takes it for absent and not for zero.",
        ],
        Kind::ByteOrderMark => [
            "A byte order mark (U+FEFF) stands before the JSON text.",
            "RFC 8259, 8.1 forbids to send one and allows to read over it. Many parsers refuse it as an unexpected \
             first character.",
            "Many parsers of JSON refuse it.",
            "sent: EF BB BF before the first brace",
            "Nothing: no schema speaks of it.",
            "Strip it before other parsers read the payload, and tell the sender: mostly a file was written as `UTF-8 \
             with BOM`.",
        ],
    };
    Explanation { meaning, received, sent, example, schema, code }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::explain;
    use crate::finding::Kind;

    #[test]
    fn every_kind_has_an_explanation_of_its_own() {
        let mut meanings = BTreeSet::new();
        for kind in Kind::ALL {
            let explanation = explain(kind);
            for text in
                [explanation.meaning, explanation.received, explanation.sent, explanation.schema, explanation.code]
            {
                assert!(text.ends_with('.') && text.len() > 15, "{kind}: {text}");
            }
            assert!(explanation.example.contains(": "), "{kind}");
            assert!(meanings.insert(explanation.meaning), "{kind}");
        }
    }
}
