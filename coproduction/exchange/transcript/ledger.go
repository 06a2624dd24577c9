package transcript

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/faults"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A ledger holds what is found in one file until the file is read, so that
// findings come in the order of their places. It holds a bounded number. A nil ledger
// takes findings and forgets them: those of a file that is read again.
type ledger struct {
	source string // the file
	log    *faults.Log
	found  []schema.Finding
	often  map[tolerated]*often
	first  schema.RuleID // the rule that refuses the file

	strangers int // labels without a role
}

// A tolerated is what is found throughout a file: a rule may be departed from in several ways.
// What is told of each speaker apart is told apart by their labels, which no finding repeats.
type tolerated struct {
	rule  schema.RuleID
	what  string
	whose string
}

// An often is something tolerated throughout a file: one finding, with a count.
type often struct {
	at     place
	length int
	n      int
	hint   string
}

func newLedger(source string) *ledger {
	l := &ledger{source: source, often: make(map[tolerated]*often)}
	l.log = faults.New(source, rules, ruleTextCapped, func(f schema.Finding) { l.found = append(l.found, f) })
	return l
}

// report notes a departure from a rule.
func (l *ledger) report(id schema.RuleID, at place, length int, detail string) {
	if l == nil {
		return
	}
	failed := l.log.Failed()
	l.log.Report(id, at.position(length), "", detail)
	if !failed && l.log.Failed() {
		l.first = id
	}
}

func (l *ledger) flaw(f *flaw) { l.report(f.rule, f.at, f.length, f.detail) }

// count notes one more of what is found throughout a file, in the words of [amount]. The
// finding is at the first place.
func (l *ledger) count(id schema.RuleID, at place, length int, what string) {
	l.many(id, at, length, 1, what)
}

func (l *ledger) many(id schema.RuleID, at place, length, n int, what string) {
	if l == nil {
		return
	}
	l.tell(tolerated{rule: id, what: what}, at, length).n += n
}

// tell finds what is told of something, which it begins where it is new.
func (l *ledger) tell(key tolerated, at place, length int) *often {
	if l.often[key] == nil {
		l.often[key] = &often{at: at, length: length}
	}
	return l.often[key]
}

// stranger notes one more utterance of somebody whose label has no role: each label apart, as
// many as an encounter holds. The hint, which may be empty, is asked for once.
func (l *ledger) stranger(label string, at place, length int, element string, hint func() string) {
	said := "{" + element + " is|" + element + "s are} of "
	key := tolerated{ruleScriptSpeaker, said + "one speaker, whose label has no role", label}
	if l.often[key] == nil {
		if l.strangers == maxPresent {
			l.count(ruleScriptSpeaker, at, length, said+"further speakers without a role")
			return
		}
		l.strangers++
		told := l.tell(key, at, length)
		if told.hint = hint(); told.hint != "" {
			told.hint = "; " + told.hint
		}
	}
	l.often[key].n++
}

// unparted notes a text whose words do not stand apart.
func (l *ledger) unparted(text string, at place, length int, element string) {
	if unparted(text) {
		l.count(ruleTextUnparted, at, length, unpartedWhat(element))
	}
}

// close hands on what was found, sorted.
func (l *ledger) close(end place, to func(schema.Finding)) {
	keys := slices.SortedFunc(maps.Keys(l.often), func(a, b tolerated) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.what, b.what), cmp.Compare(a.whose, b.whose))
	})
	for _, key := range keys {
		o := l.often[key]
		where := "; this is the first place"
		if o.n == 1 {
			where = "; this is the place"
		}
		l.report(key.rule, o.at, o.length, amount(o.n, key.what)+where+o.hint)
	}
	l.log.Close(end.position(0))
	slices.SortStableFunc(l.found, schema.Compare)
	for _, f := range l.found {
		if to != nil {
			to(f)
		}
	}
}

// in is a place as one of the file.
func (l *ledger) in(at place, length int) schema.Position {
	p := at.position(length)
	p.Source = l.source
	return p
}

// encoded notes how the encoding of a file was told.
func (l *ledger) encoded(c *characters) {
	if l != nil && c.guessed {
		l.report(ruleTextNoMark, fileStart(), 0, "read as UTF-16")
	}
}

// inNumber are words that depend on how many there are: {of one|of many}.
var inNumber = regexp.MustCompile(`\{([^{|}]*)\|([^{|}]*)\}`)

// amount says how many of something there are. What it is may hold words in braces, those for
// one and those for any other number: "{line has|lines have} no label".
func amount(n int, what string) string {
	which := "$2"
	if n == 1 {
		which = "$1"
	}
	return strconv.Itoa(n) + " " + inNumber.ReplaceAllString(what, which)
}
