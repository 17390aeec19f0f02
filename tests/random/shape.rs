//! Shapes: what a random schema says, whatever its language.

/// Numbers that look random and are the same in every run.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: usize) -> Self {
        Self((seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub(crate) fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What a value may be.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// A text of so many characters.
    Text(usize, usize),
    /// One of these.
    Words(Vec<&'static str>),
    /// A whole number within these.
    Whole(i64, i64),
    Number,
    Truth,
    Date,
    /// Also null.
    Nullable(Box<Self>),
    /// So many of them.
    Many(Box<Self>, usize, usize),
    Record(Vec<Member>),
    /// One of several records, each with a name that tells it apart.
    Either(Vec<(&'static str, Vec<Member>)>),
    /// The root once more.
    Again,
}

impl Shape {
    /// Whether there may be several, which XML cannot say of what there are several of.
    pub(crate) fn is_many(&self) -> bool {
        match self {
            Self::Many(..) => true,
            Self::Nullable(inner) => inner.is_many(),
            Self::Text(..) | Self::Words(_) | Self::Whole(..) | Self::Number | Self::Truth | Self::Date => false,
            Self::Record(_) | Self::Either(_) | Self::Again => false,
        }
    }
}

/// A member of a record.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) is_required: bool,
    pub(crate) shape: Shape,
}

/// Names that are hard on a generator: keywords, numbers, one word in several spellings. They are names in XML too.
const NAMES: [&str; 24] = [
    "OrderID", "orderId", "order_id", "type", "Self", "self", "gen", "größe", "_", "build", "value", "Value", "rest",
    "Rest", "unknown", "Option", "String", "Vec", "x-y.z", "a1", "A1", "SKU", "items", "Root",
];

const WORDS: [&str; 10] = ["new", "On Hold", "10-20", "self", "", "new_", "NEW", "Unknown", "ä", "true"];

/// A record with members of some depth.
pub(crate) fn root(random: &mut Random) -> Shape {
    Shape::Record(members(random, 3))
}

fn members(random: &mut Random, depth: usize) -> Vec<Member> {
    let mut names = NAMES.to_vec();
    let mut members = Vec::new();
    for _ in 0..random.between(1, 5) {
        let name = names.remove(random.below(names.len()));
        let is_required = random.often(60);
        // Of two of one name XML could not say which is there.
        let may = !is_required && !members.iter().any(|member: &Member| matches!(member.shape, Shape::Again));
        let shape = if may && random.often(8) { Shape::Again } else { shape(random, depth) };
        members.push(Member { name, is_required, shape });
    }
    members
}

fn shape(random: &mut Random, depth: usize) -> Shape {
    match random.below(if depth == 0 { 6 } else { 11 }) {
        0 => {
            let min = random.below(4);
            Shape::Text(min, min + random.below(9))
        }
        1 => {
            let mut words = WORDS.to_vec();
            let count = random.between(1, 5);
            Shape::Words((0..count).map(|_| words.remove(random.below(words.len()))).collect())
        }
        2 => {
            let low = *random.one_of(&[0, 1, -5, -40_000, i64::MIN]);
            Shape::Whole(low, *random.one_of(&[5, 255, 70_000, i64::MAX]))
        }
        3 => Shape::Number,
        4 => Shape::Truth,
        5 => Shape::Date,
        6 => Shape::Nullable(Box::new(shape(random, depth - 1))),
        7 => {
            let min = random.below(3);
            let item = loop {
                let item = shape(random, depth - 1);
                if !item.is_many() {
                    break item;
                }
            };
            Shape::Many(Box::new(item), min, min + random.below(4))
        }
        8 => {
            let mut tags = WORDS[..3].to_vec();
            let count = random.between(2, 3);
            let tagged = (0..count).map(|_| (tags.remove(random.below(tags.len())), members(random, depth - 1)));
            Shape::Either(tagged.collect())
        }
        _ => Shape::Record(members(random, depth - 1)),
    }
}
