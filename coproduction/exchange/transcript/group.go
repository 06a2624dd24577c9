package transcript

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A group is the files of one consultation.
type group struct {
	name  string // what their names have in common
	files []source
}

// A source is one file of a group. Its key is the one that its name holds; "" where
// only its tiers can tell who speaks.
type source struct{ name, key string }

// A reading is one way to take a file's name apart: key, and what is left round it.
type reading struct {
	key         string
	left, right string
}

// groups finds out which files belong together: those whose names, without folder
// and ending, differ in a key and in nothing else. Where a name holds several keys,
// the one counts in which most files differ, and of those the last. The folder
// counts only where a name is nothing but a key, as in "visit7/doctor.TextGrid".
// Groups are sorted by name, so that the order of the files does not matter.
func groups(names []string, roles Roles) []group {
	keys := make(map[reading]map[string]bool) // which keys stand at the same place of the same name
	readings := make([][]reading, len(names))
	for n, name := range names {
		readings[n] = readingsOf(name, roles)
		for _, r := range readings[n] {
			if keys[r.rest()] == nil {
				keys[r.rest()] = make(map[string]bool)
			}
			keys[r.rest()][r.key] = true
		}
	}

	var all []group
	at := make(map[reading]int)
	for n, name := range names {
		if len(readings[n]) == 0 {
			all = append(all, group{stem(name), []source{{name: name}}})
			continue
		}
		best := slices.MaxFunc(readings[n], func(a, b reading) int {
			return cmp.Or(cmp.Compare(len(keys[a.rest()]), len(keys[b.rest()])),
				cmp.Compare(len(b.right), len(a.right)), cmp.Compare(len(a.key), len(b.key)))
		})
		i, known := at[best.rest()]
		if !known {
			i = len(all)
			at[best.rest()] = i
			all = append(all, group{name: best.common()})
		}
		all[i].files = append(all[i].files, source{name, best.key})
	}
	for _, g := range all {
		slices.SortFunc(g.files, func(a, b source) int { return cmp.Compare(a.name, b.name) })
	}
	sortGroups(all)
	return all
}

func sortGroups(all []group) {
	slices.SortStableFunc(all, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.files[0].name, b.files[0].name))
	})
}

// readingsOf lists every key that stands in the file's name as a word of its own.
func readingsOf(name string, roles Roles) []reading {
	file := stem(name)
	var all []reading
	for _, s := range roles {
		if s.Key == "" {
			continue
		}
		if file == s.Key {
			return []reading{{s.Key, path.Base(path.Dir(name)) + "/", ""}}
		}
		for from := 0; ; from++ {
			i := strings.Index(file[from:], s.Key)
			if i < 0 {
				break
			}
			from += i
			if left, right := file[:from], file[from+len(s.Key):]; apart(left, right) {
				all = append(all, reading{s.Key, left, right})
			}
		}
	}
	return all
}

// groupsIn are the groups of files; where folders are part of the names, no group has files
// of two folders of different names.
func groupsIn(folders bool, names []string, roles Roles) (all []group) {
	if !folders {
		return groups(names, roles)
	}
	in := make(map[string][]string)
	for _, name := range names {
		in[folderOf(name)] = append(in[folderOf(name)], name)
	}
	for folder, names := range in {
		for _, g := range groups(names, roles) {
			if g.name != folder { // else it is the name already, of files that are called as keys
				g.name = named(true, names[0], g.name)
			}
			all = append(all, g)
		}
	}
	sortGroups(all)
	return all
}

// named is the name of a consultation in a file: where folders are part of names, behind
// that of the folder that the file is in.
func named(folders bool, file, name string) string {
	if folder := folderOf(file); folders && folder != "" {
		return folder + "/" + name
	}
	return name
}

// folderOf is the name of the folder that a file is in, without those that this is in; ""
// where it is not told.
func folderOf(file string) string {
	switch folder := path.Base(path.Dir(file)); folder {
	case ".", "..", "/":
		return ""
	default:
		return folder
	}
}

// stem is a file's name without folder and ending, and without that of gzip behind it.
func stem(name string) string {
	base := path.Base(name)
	if end := path.Ext(base); strings.EqualFold(end, ".gz") {
		base = strings.TrimSuffix(base, end)
	}
	return strings.TrimSuffix(base, path.Ext(base))
}

// apart reports whether no letter or digit touches what stands between left and right.
func apart(left, right string) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(left)
	after, _ := utf8.DecodeRuneInString(right)
	return !inWord(before) && !inWord(after)
}

// rest is the reading without its key: equal for the files of one consultation.
func (r reading) rest() reading { return reading{left: r.left, right: r.right} }

// common is the name of the consultation.
func (r reading) common() string {
	const joints = "_-. /"
	left, right := strings.TrimRight(r.left, joints), r.right
	if left == "" {
		right = strings.TrimLeft(right, joints)
	}
	return left + right
}
