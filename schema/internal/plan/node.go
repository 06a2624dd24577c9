package plan

import "math/big"

// kinds is a set of the kinds of JSON value. A whole number is of two kinds.
type kinds uint8

const (
	kindObject kinds = 1 << iota
	kindArray
	kindString
	kindNumber // of any sort
	kindWhole  // without a fraction, however it is written
	kindBool
	kindNull
	anyKind kinds = 1<<iota - 1
)

// A node is what one subschema demands of a value. Nodes refer to each other as
// subschemas do, in circles too.
type node struct {
	kinds  kinds // none: the schema false
	unsure bool  // it says what a plan does not know
	plain  bool  // it has neither choices nor also

	choices []choice // of enum and of const
	text    *text    // nil where every text will do, as with the rest
	number  *number
	object  *object
	array   *array
	also    *also
}

// anything is the node that demands nothing.
var anything = &node{kinds: anyKind}

// A choice is a list of values of which the value must be one.
type choice struct {
	keyword string
	texts   *words   // those that are texts
	others  [][]byte // and the rest, as JSON
}

// text is what is demanded of a string.
type text struct {
	min, max int // in code points; -1 where there is none

	// form is all that format and pattern ask for where both are forms; the checks
	// need not be asked then, but to tell which of them failed.
	form   *form
	checks []check

	words *words // all that the one choice asks for where the value can only be a text
	chose string // the keyword of that choice
}

// A check is one keyword about what a text looks like.
type check struct {
	keyword string
	match   func(text []byte) bool
}

// number is what is demanded of a number.
type number struct {
	// Of a whole number of up to 18 digits: the bounds, whatever keyword they come
	// from, and what it must be a multiple of; 0 where there is nothing of the kind.
	low, high, step int64

	bounds   []bound // of all others
	fraction bool    // and of these too: it must be a multiple of a fraction, say
}

// A bound is one keyword about the size of a number.
type bound struct {
	keyword string
	keeps   func(value *big.Rat) bool
}

// object is what is demanded of an object.
type object struct {
	min, max int // how many members; -1 where there is none

	names    *words   // that the schema mentions, whatever for
	members  []member // the same, by number
	required set      // those that must be there
	any      []set    // of which all names of one must be there, unless empty
	one      []set    // the same, of exactly one
	needs    []need
	schemas  []dependent

	patterns []patterned // about names that it does not mention
	rest     *node       // what it demands of members that no pattern is about either
	each     *node       // what it demands of names; nil for nothing

	guesses int // where a run keeps which name followed on which

	closed bool // additionalProperties is false, and not a schema
}

// A member is what is demanded of the value that has a name.
type member struct {
	number int
	key    key
	node   *node
}

// A need is what one member must have beside it.
type need struct {
	bringer int
	needed  []int
}

// A dependent is what an object must keep if it has a member.
type dependent struct {
	bringer int
	node    *node
}

// patterned is what is demanded of the members whose names match.
type patterned struct {
	match func(name []byte) bool
	node  *node
}

// array is what is demanded of an array.
type array struct {
	min, max                 int // how many items; -1 where there is none
	unique                   bool
	prefix                   []*node // of the first items
	items                    *node   // of the rest
	contains                 *node   // nil where nothing must be contained
	minContains, maxContains int
}

// also is what is demanded of the same value beside the node itself.
type also struct {
	all    []*node // of $ref and allOf
	any    []*node // at least one, unless empty
	one    []*node // exactly one, unless empty
	not    *node   // nil for nothing, as with the rest
	when   *node   // of if
	then   *node
	orElse *node
}

// set is a set of up to 256 names, by their number.
type set [4]uint64

func (s *set) has(i int) bool { return s[i>>6&3]&(1<<(i&63)) != 0 }
func (s *set) add(i int)      { s[i>>6&3] |= 1 << (i & 63) }

// count counts the sets of which everything is in s.
func (s *set) count(sets []set) (n int) {
	for i := range sets {
		if s.holds(&sets[i]) {
			n++
		}
	}
	return n
}

// holds reports whether everything in of is in s.
func (s *set) holds(of *set) bool {
	return of[0]&^s[0]|of[1]&^s[1]|of[2]&^s[2]|of[3]&^s[3] == 0
}
