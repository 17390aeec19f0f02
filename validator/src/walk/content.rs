//! Child elements along a content model: each is looked at while it is matched.
//!
//! As long as the automaton takes what was sent, nothing is kept of it. Where it does not, the children around are repaired,
//! and matching goes on behind them; what was left out and what is missing is explained when the element is done.

use driftline_schemas::document::{Children, Kind as Node, NodeRef};
use driftline_schemas::model::Record;
use driftline_schemas::text::{Origin, offset};

use super::Walk;
use super::path::Step;
use super::repaired::{Left, Repaired};
use crate::plan::{Automaton, Fate, Found, Leaf, NameEntry, NextName, RecordPlan, Run, Sent};

/// How many children before and behind the one that does not fit a repair looks at, at least.
const AROUND: usize = 48;

/// A namespace that was sent for another one, from the root on. The root element is told; what inherits it is no news.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Namespaces<'c, 'd> {
    /// What was sent, and what is declared.
    pub(super) changed: Option<(Option<&'d str>, Option<&'c str>)>,
}

impl<'c> Namespaces<'c, '_> {
    /// The namespace that was meant by one that was sent.
    #[inline]
    pub(super) fn meant<'a>(self, sent: Option<&'a str>) -> Option<&'a str>
    where
        'c: 'a,
    {
        match self.changed {
            Some((from, to)) if from == sent => to,
            _ => sent,
        }
    }
}

/// The content model of an element, and how far its children have come.
struct Matching<'c, 'd> {
    record: &'c Record,
    plan: &'c RecordPlan,
    automaton: &'c Automaton,
    children: Children<'d>,
    run: Run,
    /// How many children are behind, and the number of the name of the last one, plus one.
    behind: usize,
    last_name: usize,
    /// Where a repair may begin: the later one, and the one before it.
    marks: [Mark<'d>; 2],
    repaired: Option<Box<Repaired<'d>>>,
}

/// A place among the children to come back to.
#[derive(Clone)]
struct Mark<'d> {
    children: Children<'d>,
    run: Run,
    behind: usize,
}

impl<'c, 'd> Walk<'c, 'd> {
    /// Looks at the child elements of an element; says what had to be repaired. `text` is the declaration that lets no text
    /// stand between them.
    pub(super) fn content(
        &mut self,
        node: NodeRef<'d>,
        record: &'c Record,
        plan: &'c RecordPlan,
        automaton: &'c Automaton,
        mut text: Option<Origin>,
    ) -> Option<Box<Repaired<'d>>> {
        let mark = Mark { children: node.children(), run: Run::default(), behind: 0 };
        let mut matching = Matching {
            record,
            plan,
            automaton,
            children: node.children(),
            run: Run::default(),
            behind: 0,
            last_name: 0,
            marks: [mark.clone(), mark],
            repaired: None,
        };
        self.undecided |= plan.is_partial;
        loop {
            if matching.behind >= matching.marks[0].behind + AROUND {
                matching.mark();
            }
            let before = matching.children.clone();
            let Some(child) = matching.children.next() else { break };
            if child.kind() != Node::Element {
                if let Some(origin) = text.take() {
                    self.text_among_elements(child, origin);
                }
                continue;
            }
            if self.probing && self.failed {
                return None;
            }
            let (symbol, found) = self.known(&mut matching, child);
            match symbol.and_then(|symbol| matching.automaton.step(&mut matching.run, symbol)) {
                Some(leaf) => {
                    matching.behind += 1;
                    self.taken(child, record, (leaf, found));
                }
                None if self.probing => {
                    self.failed = true;
                    return None;
                }
                None => {
                    matching.children = before;
                    self.repair(&mut matching);
                }
            }
        }
        // A repair passes over elements, and text between them with it.
        if let (Some(origin), Some(_)) = (text, &matching.repaired)
            && let Some(between) = node.children().find(|child| child.kind() != Node::Element)
        {
            self.text_among_elements(between, origin);
        }
        let is_done = matching.repaired.as_ref().is_some_and(|repaired| repaired.is_done);
        if !is_done && !matching.automaton.ends(&matching.run) {
            if self.probing {
                self.failed = true;
                return None;
            }
            self.repair(&mut matching);
        }
        matching.repaired
    }

    /// What a child is to the content model. What came next the last time is tried first.
    #[inline]
    fn known(
        &mut self,
        matching: &mut Matching<'c, 'd>,
        child: NodeRef<'d>,
    ) -> (Option<crate::plan::Symbol>, Option<Found>) {
        let names = &matching.plan.names;
        let next = &mut self.next_names[matching.plan.first_name + matching.last_name];
        let sent = child.name_id();
        let is_known = sent.is_some() && next.sent == sent;
        let is_sent = |entry: &NameEntry| entry.is(self.namespaces.meant(child.namespace()), child.name());
        if let Some(entry) = names.entry(next.number as usize).filter(|entry| is_known || is_sent(entry)) {
            matching.last_name = next.number as usize + 1;
            next.sent = sent;
            return (entry.symbol, Some(entry.found));
        }
        let namespace = self.namespaces.meant(child.namespace());
        match names.number(namespace, child.local_name()) {
            Some(number) => {
                *next = NextName { number: offset(number), sent };
                matching.last_name = number + 1;
                let entry = names.entry(number);
                (entry.and_then(|entry| entry.symbol), entry.map(|entry| entry.found))
            }
            None => (matching.automaton.other(namespace), None),
        }
    }

    /// Looks at a child that the content model takes.
    #[inline]
    fn taken(&mut self, child: NodeRef<'d>, record: &'c Record, (leaf, found): (&Leaf, Option<Found>)) {
        self.path.push(Step::Element { node: child });
        match (leaf, found) {
            (Leaf::Field(_), Some(found)) => self.field_element(child, record, found),
            (Leaf::Any(wildcard), _) => self.wild_element(child, wildcard.process),
            (Leaf::Field(_), None) => {}
        }
        self.path.pop();
    }

    /// The next child may not stand here, or one is missing: repairs what is around, and goes on behind it.
    #[cold]
    fn repair(&mut self, matching: &mut Matching<'c, 'd>) {
        let mark = matching.marks[1].clone();
        let looked_at = matching.behind - mark.behind;
        let mut children = mark.children.clone();
        let mut window = Vec::new();
        while window.len() < looked_at + AROUND {
            let Some(child) = children.find(|child| child.kind() == Node::Element) else { break };
            let (symbol, found) = self.known(matching, child);
            window.push((child, Sent { field: found.map(|found| found.field), symbol }, found));
        }
        let is_end = children.clone().all(|child| child.kind() != Node::Element);
        let sent: Vec<Sent> = window.iter().map(|(_, sent, _)| *sent).collect();
        let mut repaired = matching.repaired.take().unwrap_or_default();
        if let Some(repair) = matching.automaton.repair(&mark.run, &sent, is_end, &mut self.repairs) {
            for (at, ((child, _, found), fate)) in window.iter().zip(&repair.fates).enumerate() {
                let is_new = at >= looked_at;
                match *fate {
                    Fate::Left => repaired.left.push(Left { child: *child, found: *found, looked_at: !is_new }),
                    Fate::Field | Fate::Any(_) if !is_new => {}
                    Fate::Field => {
                        if let Some(found) = found {
                            self.at(*child, |walk| walk.field_element(*child, matching.record, *found));
                        }
                    }
                    Fate::Any(process) => self.at(*child, |walk| walk.wild_element(*child, process)),
                }
            }
            matching.behind = mark.behind + window.len();
            (matching.children, matching.run) = (children, repair.run.clone());
            repaired.add(repair);
            // The end was repaired too.
            repaired.is_done = is_end;
        } else {
            match window.get(looked_at) {
                Some((child, _, found)) => {
                    repaired.left.push(Left { child: *child, found: *found, looked_at: false });
                    matching.children.by_ref().find(|own| own == child);
                    matching.behind += 1;
                }
                None => repaired.unexplained = true,
            }
        }
        matching.repaired = Some(repaired);
        matching.mark();
        matching.mark();
    }

    /// Does something one step further down.
    pub(super) fn at(&mut self, child: NodeRef<'d>, then: impl FnOnce(&mut Self)) {
        self.path.push(Step::Element { node: child });
        then(self);
        self.path.pop();
    }
}

impl Matching<'_, '_> {
    /// A repair later on need not look at what is behind.
    fn mark(&mut self) {
        let here = Mark { children: self.children.clone(), run: self.run.clone(), behind: self.behind };
        self.marks[1] = std::mem::replace(&mut self.marks[0], here);
    }
}
