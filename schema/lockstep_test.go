package schema_test

import (
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// records are the Go types of the kinds of record.
var records = map[schema.Kind]encounter.Record{
	schema.KindStudy:       &encounter.Study{},
	schema.KindParticipant: &encounter.Participant{},
	schema.KindEncounter:   &encounter.Encounter{},
	schema.KindCodebook:    &theme.Codebook{},
	schema.KindSource:      &theme.Source{},
	schema.KindUnit:        &theme.Unit{},
	schema.KindCoding:      &theme.Coding{},
	schema.KindMemberCheck: &theme.MemberCheck{},
}

// vocabularies are the closed vocabularies with their members.
var vocabularies = func() map[reflect.Type][]any {
	all := map[reflect.Type][]any{}
	add(all, encounter.Acts())
	add(all, encounter.AgeBands())
	add(all, encounter.Consents())
	add(all, encounter.CueForms())
	add(all, encounter.Domains())
	add(all, encounter.Educations())
	add(all, encounter.Floors())
	add(all, encounter.InstrumentKinds())
	add(all, encounter.InterpreterModes())
	add(all, encounter.LinkKinds())
	add(all, encounter.Modes())
	add(all, encounter.Outcomes())
	add(all, encounter.Phases())
	add(all, encounter.Professions())
	add(all, encounter.Recordings())
	add(all, encounter.Residences())
	add(all, encounter.Roles())
	add(all, encounter.Sectors())
	add(all, encounter.Settings())
	add(all, encounter.Spaces())
	add(all, encounter.Statuses())
	add(all, encounter.TeamRoles())
	add(all, theme.Derivations())
	add(all, theme.SourceForms())
	add(all, theme.Verdicts())
	return all
}()

func add[T ~string](all map[reflect.Type][]any, members []T) {
	for _, member := range members {
		all[reflect.TypeFor[T]()] = append(all[reflect.TypeFor[T]()], string(member))
	}
}

// openWords are the string types whose members no list can hold: a pattern does.
var openWords = map[reflect.Type]string{
	reflect.TypeFor[encounter.Name](): "^[a-z][a-z0-9_-]{0,31}$",
	reflect.TypeFor[encounter.Tool](): "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
	reflect.TypeFor[theme.CodeID]():   "^[A-Za-z][A-Za-z0-9._-]{0,63}$",
}

var (
	typeID         = reflect.TypeFor[encounter.ID]()
	typeTime       = reflect.TypeFor[time.Time]()
	typeTarget     = reflect.TypeFor[theme.Target]()
	typeExtensions = reflect.TypeFor[encounter.Extensions]()
)

// codedLists may be empty and optional at once: empty says "looked for, and none
// there", absent says "not coded".
var codedLists = []string{"encounter/turns", "encounter/steps", "encounter/cues",
	"encounter/concerns", "encounter/decisions", "encounter/links"}

// flags are booleans whose absence means false.
var flags = []string{"encounter/presence/*/unidentified", "encounter/concerns/*/courseNotRecorded"}

// lockstep holds a schema and a Go type to each other.
type lockstep struct {
	*testing.T
	root    map[string]any
	reached map[reflect.Type]bool
}

// TestLockstep walks schema and types together: what one has, the other has.
func TestLockstep(t *testing.T) {
	require.Len(t, records, len(schema.Kinds()))
	reached := map[reflect.Type]bool{}
	for _, kind := range schema.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			record := records[kind]
			assert.Equal(t, string(kind), record.RecordKind())
			l := lockstep{t, raw(t, kind), reached}
			l.value(string(kind), l.root, reflect.TypeOf(record).Elem())
		})
	}
	t.Run("every type is reached", func(t *testing.T) {
		have := map[string]bool{}
		for typ := range reached {
			have[typ.String()] = true
		}
		declared := append(declaredTypes(t, "encounter"), declaredTypes(t, "theme")...)
		for _, name := range declared {
			assert.True(t, have[name], "%s: no schema has it", name)
		}
		assert.GreaterOrEqual(t, len(declared), 55, "the declarations were found")
		for typ := range vocabularies {
			assert.True(t, reached[typ], typ.String())
		}
	})
}

// value compares what a schema demands of a place with the Go type there.
func (l lockstep) value(at string, node map[string]any, typ reflect.Type) {
	node = resolve(l.T, l.root, node)
	l.reached[typ] = true
	isKind := typ.Kind() == reflect.Struct && typ.Size() == 0
	assert.Equal(l, isKind, node["const"] != nil, "%s: const is for kinds of record", at)
	assert.Equal(l, typ == typeID, node["format"] == "uuid", "%s: uuid is for ids", at)
	assert.Equal(l, typ == typeTime, node["format"] == "date-time", "%s: date-time is for times", at)
	enum, _ := node["enum"].([]any)
	assert.Equal(l, vocabularies[typ], enum, "%s: the vocabulary, in its order", at)

	var want string
	switch {
	case isKind:
		want = "string"
		text, err := reflect.Zero(typ).Interface().(encoding.TextMarshaler).MarshalText()
		assert.NoError(l, err)
		assert.Equal(l, node["const"], string(text), at)
	case typ == typeID, typ == typeTime:
		want = "string"
	case typ == typeTarget:
		want = "string"
		assert.Contains(l, node["pattern"], "^urn:uuid:", at)
	case typ == typeExtensions:
		want = "object"
		assert.NotContains(l, node, "properties", at)
		assert.NotContains(l, node, "additionalProperties", at)
		assert.EqualValues(l, "100", node["maxProperties"], at)
	case typ.Kind() == reflect.String:
		want = "string"
		if pattern, open := openWords[typ]; open {
			assert.Equal(l, pattern, node["pattern"], at)
		} else {
			assert.True(l, vocabularies[typ] != nil || typ == reflect.TypeFor[string](), "%s: %s is no known vocabulary", at, typ)
		}
	case typ.Kind() == reflect.Int64:
		want = "integer"
	case typ.Kind() == reflect.Bool:
		want = "boolean"
	case typ.Kind() == reflect.Slice:
		want = "array"
		l.value(at+"/*", node["items"].(map[string]any), typ.Elem())
	case typ.Kind() == reflect.Map:
		want = "object"
		assert.Equal(l, reflect.TypeFor[map[string]string](), typ, at)
		assert.Equal(l, false, node["additionalProperties"], at)
		assert.Len(l, node["patternProperties"], 1, at)
		for _, below := range node["patternProperties"].(map[string]any) {
			l.value(at+"/*", below.(map[string]any), typ.Elem())
		}
	case typ.Kind() == reflect.Struct:
		want = "object"
		assert.Equal(l, false, node["additionalProperties"], "%s: a struct is closed", at)
		l.members(at, node, typ)
	default:
		assert.Fail(l, "no rule for "+typ.String(), at)
	}
	assert.Equal(l, want, node["type"], at)
}

// members compares the properties of a schema with the fields of a struct.
func (l lockstep) members(at string, node map[string]any, typ reflect.Type) {
	properties := node["properties"].(map[string]any)
	required, _ := node["required"].([]any)
	var names []string
	for field := range fields(typ) {
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
		below, ok := properties[name].(map[string]any)
		if !assert.True(l, ok, "%s: %s.%s has no property %q", at, typ, field.Name, name) {
			continue
		}
		assert.Contains(l, []string{"", "omitempty", "omitzero"}, option, "%s/%s", at, name)
		assert.Equal(l, slices.Contains(required, any(name)), option == "", "%s/%s: required is what Go never omits", at, name)
		inner := field.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
			assert.Equal(l, "omitempty", option, "%s/%s: a pointer is there to be absent", at, name)
		}
		if option != "" {
			l.optional(at+"/"+name, resolve(l.T, l.root, below), field.Type, option)
		}
		l.value(at+"/"+name, below, inner)
	}
	assert.ElementsMatch(l, slices.Collect(maps.Keys(properties)), names, at)
	for _, name := range required {
		assert.Contains(l, names, name, "%s: required", at)
	}
}

// optional holds that nothing a schema allows is lost on the way through Go: what
// Go omits as empty or zero, the schema does not allow to be written.
func (l lockstep) optional(at string, node map[string]any, typ reflect.Type, option string) {
	switch kind := typ.Kind(); {
	case kind == reflect.Int64:
		assert.Fail(l, "zero is a number: use a pointer", at)
	case kind == reflect.Bool:
		assert.Contains(l, flags, at, "false is an answer: use a pointer")
	case kind == reflect.Slice && option == "omitempty":
		assert.EqualValues(l, "1", node["minItems"], "%s: Go drops an empty list", at)
	case kind == reflect.Slice:
		assert.Contains(l, codedLists, at, "omitzero keeps an empty list")
		assert.NotContains(l, node, "minItems", at)
	case kind == reflect.String:
		assert.Equal(l, "omitzero", option, at)
		pattern, _ := node["pattern"].(string)
		refused := pattern != "" && !regexp.MustCompile(pattern).MatchString("")
		assert.True(l, refused || node["enum"] != nil || node["minLength"] != nil, "%s: Go drops an empty string", at)
	case kind == reflect.Array || kind == reflect.Struct:
		assert.Equal(l, "omitzero", option, "%s: omitempty writes it all the same", at)
	case kind == reflect.Pointer && typ.Elem().Kind() == reflect.String:
		assert.NotContains(l, node, "minLength", "%s: an empty text is a text", at)
	}
}

// TestDocumentsSurviveGo: what the schema allows goes into the Go type and comes
// out again, with nothing lost and nothing added.
func TestDocumentsSurviveGo(t *testing.T) {
	for _, kind := range schema.Kinds() {
		for name, text := range examples(t, kind) {
			t.Run(name, func(t *testing.T) {
				record := reflect.New(reflect.TypeOf(records[kind]).Elem()).Interface()
				require.NoError(t, json.Unmarshal(text, record))
				written, err := json.Marshal(record)
				require.NoError(t, err)
				assert.JSONEq(t, string(text), string(written))
			})
		}
	}
	t.Run("coded, and none seen", func(t *testing.T) {
		text := `{"kind":"encounter","id":"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4e","patient":"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4f",
			"presence":[{"participant":"0e3b0f54-5a0c-4a3c-9c2e-0f3c6a1d2b4f","role":"patient"}],
			"turns":[],"steps":[],"cues":[],"concerns":[],"decisions":[],"links":[]}`
		require.NoError(t, compile(t, schema.KindEncounter).Validate(decoded(t, []byte(text))))
		var e encounter.Encounter
		require.NoError(t, json.Unmarshal([]byte(text), &e))
		written, err := json.Marshal(&e)
		require.NoError(t, err)
		assert.JSONEq(t, text, string(written))
	})
	t.Run("the codebook of the library", func(t *testing.T) {
		text, err := json.Marshal(theme.ClinicCodebook())
		require.NoError(t, err)
		assert.NoError(t, compile(t, schema.KindCodebook).Validate(decoded(t, text)))
	})
}

// fields are the exported fields of a struct.
func fields(typ reflect.Type) iter.Seq[reflect.StructField] {
	return func(yield func(reflect.StructField) bool) {
		for i := range typ.NumField() {
			if field := typ.Field(i); field.IsExported() && !yield(field) {
				return
			}
		}
	}
}

// declaredTypes lists the exported types of a package that can hold a value of a
// record, as package.Name: all but interfaces.
func declaredTypes(t *testing.T, pkg string) []string {
	t.Helper()
	files, err := filepath.Glob("../" + pkg + "/*.go")
	require.NoError(t, err)
	var names []string
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if _, isInterface := spec.Type.(*ast.InterfaceType); !isInterface && spec.Name.IsExported() {
				names = append(names, pkg+"."+spec.Name.Name)
			}
			return false
		})
	}
	return names
}
