//! What each kind of finding means, why it matters, what it looks like, and what to do about it.

use crate::finding::Kind;

/// The explanation of a kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What happened.
    pub meaning: &'static str,
    /// Why it matters to who reads the payload.
    pub why: &'static str,
    /// What it looks like, declared and sent.
    pub example: &'static str,
    /// What to do next.
    pub next: &'static str,
}

/// Explains a kind of finding.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one entry for each kind")]
pub const fn explain(kind: Kind) -> Explanation {
    let [meaning, why, example, next] = match kind {
        Kind::NotWellFormed => [
            "The payload breaks the grammar of XML or JSON. Where one reading was safe (an unquoted scalar, a \
             trailing comma, a comment, a raw line break in a string) it was taken, and the rest was checked.",
            "A strict parser refuses the whole payload, so one character costs the entire message.",
            "declared: any JSON; sent: {\"orderNo\": 1000-4612}",
            "Keep the payload and send the place to the vendor. Until it is mended, decide whether your receiver \
             repairs it or refuses it with an error that the vendor sees.",
        ],
        Kind::WrongEncoding => [
            "The bytes are not in the encoding that the payload declares, or that it is taken to have.",
            "Names and texts turn into other characters without an error, most often in customers' names.",
            "declared: <?xml encoding=\"utf-8\"?>; sent: the byte E9, which is é in Latin-1",
            "Find out which side lies, the declaration or the bytes. Check whether a proxy or an editor changed the \
             capture.",
        ],
        Kind::UnknownContract => [
            "No contract recognises the payload.",
            "Nothing in it was checked: it may be a new message, a renamed root, an error page, or a test.",
            "declared: root Event with a child Order; sent: <!DOCTYPE html>",
            "See `driftline contracts` for how payloads are recognised. Add a rule or a message to a contract.toml \
             (--vendors), or force a contract with --contract.",
        ],
        Kind::ExternalEntity => [
            "The payload refers to an external entity or document type, which is never opened.",
            "It is how XML reads files and networks of its receiver (XXE). No honest webhook needs it.",
            "sent: <!ENTITY x SYSTEM \"file:///etc/passwd\">",
            "Treat the sender as hostile until it is known to be harmless, and make sure that your own parser opens \
             nothing.",
        ],
        Kind::LimitExceeded => [
            "The payload is deeper, larger, or expands to more than the limits allow, so it was not read to its end.",
            "It may take a receiver's memory or stack. Nobody knows what else is in it, so the check is incomplete.",
            "sent: [[[[…]]]] 10,000 deep; entities that expand to gigabytes",
            "Look where it comes from. If it is honest, raise the limit in the options of the library.",
        ],
        Kind::UndocumentedField => [
            "A field was sent that no schema speaks of.",
            "Generated types drop it without a word, or refuse the payload if they are strict. It is the commonest \
             first sign of a new version.",
            "declared: orderNo, items; sent: orderNo, items, vendorId",
            "Look it up in the vendor's release notes. If it is meant, add it to the schema as optional.",
        ],
        Kind::MissingField => [
            "A required field was not sent, and nothing like it stands in its place.",
            "A type that requires it fails to read the payload.",
            "declared: EventID, required; sent: an Event without it",
            "Ask the vendor whether it became optional. If so, make it optional in the schema and decide what its \
             absence means to you.",
        ],
        Kind::RenamedField => [
            "A required field is absent, and one with a like name and a fitting value was sent.",
            "It reads as a missing field and an unknown one: the value is there and is lost.",
            "declared: itemPrice; sent: price",
            "Compare with the vendor's notes. Accept both names for a while, as the change is seldom made \
             everywhere at once.",
        ],
        Kind::MiscasedField => [
            "A declared field was sent in other letters: another case, or with other separators.",
            "Names are compared letter by letter, so a reader misses the field. Optional ones vanish without an \
             error.",
            "declared: OutputSelector; sent: outputSelector",
            "Mostly a change of the vendor's serializer: expect it at other fields too. Accept both spellings.",
        ],
        Kind::MovedField => [
            "A required field was sent one level higher or lower than declared.",
            "A reader looks in one place only, so the value is lost although it was sent.",
            "declared: /Event/Order/OrderStatus; sent: /Event/OrderStatus",
            "Ask whether the structure changed for good. Then change the schema, and read from both places until \
             old captures are gone.",
        ],
        Kind::DuplicateField => [
            "A field was sent twice where it may stand once.",
            "Readers take the first, the last, or fail: two systems may see two values.",
            "sent: {\"type\": \"new_order\", \"type\": \"order_cancellation\"}",
            "Tell the vendor. Until then, decide on purpose which of them counts.",
        ],
        Kind::OrderChanged => [
            "An element was sent later than its place in the declared sequence.",
            "Readers that follow the sequence stop there or skip the rest. Readers by name do not notice.",
            "declared: CurrentTime, Ack; sent: Ack, CurrentTime",
            "If the vendor never promised the order, declare xs:all instead of xs:sequence.",
        ],
        Kind::NamespaceChanged => [
            "An element or attribute was sent in another XML namespace than declared.",
            "To a reader that knows namespaces it is another element altogether.",
            "declared: Event in no namespace; sent: <Event xmlns=\"urn:vendor:events\">",
            "Usually a new version of the vendor's format. Compare its schema, and declare the namespace.",
        ],
        Kind::ForbiddenField => [
            "A field was sent that the schema forbids at this place.",
            "The vendor and the schema disagree on which fields go together.",
            "declared: additionalProperties false, or a false schema; sent: the field",
            "Look at the place in the schema. If the field is meant, allow it.",
        ],
        Kind::TypeChanged => [
            "The value is of another type than declared.",
            "A typed reader fails there, and with it the whole payload.",
            "declared: a number; sent: an object",
            "Find out whether it is every payload or some: `k of n` in the report tells. Then change the schema or \
             tell the vendor.",
        ],
        Kind::Stringified => [
            "A number or boolean was sent as a text.",
            "Strict readers fail; lenient ones compare \"10\" with \"9\" as texts.",
            "declared: itemQuantity, an integer; sent: \"1\"",
            "Mostly a change of the vendor's serializer: expect it at other fields. Read both forms, and write the \
             declared one.",
        ],
        Kind::NullSent => [
            "null was sent where it is not allowed.",
            "Absent and null are two things. A reader of a required value fails.",
            "declared: itemName, a string; sent: null",
            "If null means that there is none, allow it in the schema.",
        ],
        Kind::SingleForList => [
            "One value was sent where a list is declared.",
            "XML-to-JSON serializers do so for lists of one: payloads with two entries read, those with one fail.",
            "declared: items, an array; sent: {\"sku\": …}",
            "Read both. In a contract with an XSD, tolerate `one-for-list`.",
        ],
        Kind::ListForSingle => [
            "A list was sent where one value is declared.",
            "A reader fails, or takes the first entry and loses the others.",
            "declared: Package, an object; sent: [{…}, {…}]",
            "Ask whether there can be several now. In a contract with an XSD, tolerate `list-for-one` if it is \
             always one.",
        ],
        Kind::EmptyForObject => [
            "An empty text or list was sent where an object or a list is declared.",
            "Some serializers know no empty object: what is there in most payloads fails to read in those where it \
             is empty.",
            "declared: Filter, an object; sent: \"\"",
            "Read it as empty. In a contract with an XSD, tolerate `empty-string`.",
        ],
        Kind::CountOutOfRange => [
            "There are fewer or more entries than the schema allows.",
            "Code that counts on a first entry, or on a last page, breaks.",
            "declared: items, at least 1; sent: []",
            "Decide what an empty or longer list means to you, then correct the schema or tell the vendor.",
        ],
        Kind::SubstitutedType => [
            "xsi:type or a substitution group names a type that may not stand for the declared one.",
            "A reader takes the wrong type, or fails.",
            "declared: Address; sent: <address xsi:type=\"Note\">",
            "Look which types derive from the declared one, and whether the vendor added one.",
        ],
        Kind::NewEnumValue => [
            "A value was sent that the enumeration does not have.",
            "A closed type refuses the payload. An open one keeps it as unknown, and every `match` needs an answer \
             to it.",
            "declared: New, Pick, Dispatched; sent: Declined",
            "Decide what the value means to your process before you add it to the schema: a new status is new \
             behaviour.",
        ],
        Kind::ConstantChanged => [
            "A field with one allowed value has another.",
            "Constants tell messages and versions apart, so this may be another message.",
            "declared: EventType is Order; sent: another text",
            "Check whether the payload belongs to another contract or to a new version.",
        ],
        Kind::FormatChanged => [
            "A text is not in its declared format: a date and time, a UUID, an address of the web.",
            "Parsing fails, or succeeds with another meaning: a time without its zone is hours off.",
            "declared: date-time-space, 2014-01-03 01:11:12; sent: 2014-01-03T01:11:12Z",
            "Compare several payloads. If the vendor changed its format for good, declare the new one.",
        ],
        Kind::PatternMismatch => [
            "A text does not match its declared pattern.",
            "Code that takes the text apart by that pattern gets wrong parts.",
            "declared: platform id - order number; sent: without the platform id",
            "Look at the masked shape in several payloads; widen the pattern only to what they really need.",
        ],
        Kind::LengthOutOfRange => [
            "A text or a list of octets is shorter or longer than allowed.",
            "Columns of databases are sized by it: the value is cut off or refused there.",
            "declared: OrderID, at most 15 characters; sent: 20 characters",
            "Check what stores the value, then raise the limit in the schema.",
        ],
        Kind::NumberOutOfRange => [
            "A number is below or above its bound.",
            "It may overflow the integer that it is read into, or be nonsense: a negative quantity.",
            "declared: quantity, at least 1; sent: 0",
            "Decide whether the value has a meaning, then correct the bound or refuse it.",
        ],
        Kind::PrecisionExceeded => [
            "A number has more digits than allowed, or is no multiple of the declared step.",
            "Digits are rounded away on the way into a database or a float: sums no longer agree.",
            "declared: 2 fraction digits; sent: 19.995",
            "Read into decimals, not floats, and ask who rounds.",
        ],
        Kind::RuleViolated => [
            "A rule over several fields does not hold: a key, a uniqueness, a dependency, a condition, an assertion.",
            "Each field alone is good, so only the whole shows that the message is not.",
            "declared: items are unique; sent: the same item twice",
            "Follow the place in the schema: the rule stands there, with the judge's own code.",
        ],
        Kind::NeverSeenField => [
            "A declared field is in no payload of the corpus.",
            "It may have been dropped, or the corpus is too small. Code for it is untested.",
            "declared: GiftMessage, optional; seen: in 0 of 5,000 payloads",
            "Look for a payload that should have it.",
        ],
        Kind::NeverSeenValue => [
            "A value of an enumeration is in no payload of the corpus.",
            "It may be retired, or rare. Code for it is untested.",
            "declared: Backordered; seen: never",
            "Ask whether it is still sent; keep it until the answer is no.",
        ],
        Kind::NeverSeenBranch => [
            "A variant of a choice or union is in no payload of the corpus.",
            "A whole shape of the message is untested, often that of failures.",
            "declared: success or failure; seen: success only",
            "Ask the vendor for a sample, or provoke one in a test account.",
        ],
        Kind::SometimesMissing => [
            "A field that was there in most payloads is absent in some.",
            "Code that took it for granted fails on these.",
            "declared: optional; seen: in 4,980 of 5,000 payloads",
            "Look at what the payloads without it have in common.",
        ],
        Kind::AlwaysPresent => [
            "An optional field is in every payload of the corpus.",
            "The schema may be looser than the truth: types have an Option that is never None.",
            "declared: optional; seen: in 5,000 of 5,000 payloads",
            "Require it if the vendor promises it, otherwise leave it.",
        ],
        Kind::OneForList => [
            "One value was sent where a list is declared, and the contract tolerates it.",
            "It reads as a list of one. Only a reader that knows of it does so.",
            "declared: Cart, any number; sent: {\"Cart\": {…}}",
            "Nothing, while it is meant. Without `one-for-list` in the contract it is `single-for-list`.",
        ],
        Kind::ListForOne => [
            "A list of one entry was sent where one value is declared, and the contract tolerates it.",
            "It reads as that entry. A list of two is a finding all the same.",
            "declared: ShippingAddress, once; sent: {\"ShippingAddress\": [{…}]}",
            "Nothing, while it is meant. Without `list-for-one` in the contract it is `list-for-single`.",
        ],
        Kind::EmptyString => [
            "An empty text or list was sent for what is empty or absent, and the contract tolerates it.",
            "It reads as nothing sent: a number, a date or an object that is \"\" has no value.",
            "declared: DateUpdated, a date and time; sent: {\"DateUpdated\": \"\"}",
            "Make sure that your reader takes it for absent and not for zero. Without `empty-string` in the contract it \
             is `empty-for-object`, or what the type says of an empty text.",
        ],
        Kind::TextScalars => [
            "A number or boolean was sent as text, and the contract tolerates it.",
            "The text is checked by its type, as in XML. Code that compares texts puts \"10\" before \"9\".",
            "declared: Quantity, an integer; sent: {\"Quantity\": \"2\"}",
            "Nothing, while it is meant. Without `text-scalars` in the contract it is `stringified`.",
        ],
        Kind::NativeScalars => [
            "A number or boolean was sent as such where texts are the custom, and the contract tolerates it.",
            "Both forms may come, so a reader has to take both.",
            "declared: Page, an integer; sent: {\"Page\": 0}",
            "Nothing, while it is meant. Without `native-scalars` beside `text-scalars` it is `type-changed`.",
        ],
        Kind::NullForAbsent => [
            "null was sent for an optional element that is absent, and the contract tolerates it.",
            "Absent and null are two things to many readers.",
            "declared: GiftMessage, optional; sent: {\"GiftMessage\": null}",
            "Make sure that your reader takes null for absent. Without `null-for-absent` in the contract it is \
             `null-sent`.",
        ],
        Kind::EmptyElement => [
            "An empty element was sent for an optional one that is absent, and the contract tolerates it.",
            "A reader of a number or a date fails on the empty text unless it takes it for absent.",
            "declared: DateRequired, optional; sent: <DateRequired/>",
            "Nothing, while it is meant. Without `empty-element` in the contract it is what the type says of an empty \
             text.",
        ],
        Kind::ByteOrderMark => [
            "A byte order mark (U+FEFF) stands before the JSON text.",
            "RFC 8259, 8.1 forbids to send one and allows to read over it. Many parsers refuse it as an unexpected \
             first character.",
            "sent: EF BB BF before the first brace",
            "Tell the sender: mostly a file was written as `UTF-8 with BOM`. Strip it before other parsers read the \
             payload.",
        ],
    };
    Explanation { meaning, why, example, next }
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
            for text in [explanation.meaning, explanation.why, explanation.next] {
                assert!(text.ends_with('.') && text.len() > 20, "{kind}: {text}");
            }
            assert!(explanation.example.contains(": "), "{kind}");
            assert!(meanings.insert(explanation.meaning), "{kind}");
        }
    }
}
