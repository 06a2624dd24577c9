package tidy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// scriptR writes a script in base R that reads the tables and labels them.
func (w *writing) scriptR(tables []resource) []byte {
	var b strings.Builder
	b.WriteString("# Reads the tables of this folder into data frames, with factors and labels.\n" +
		"# Run it in the folder: source(\"labels.R\")\n\n")
	if w.synthetic {
		b.WriteString("message(" + quoteR(syntheticNote) + ")\n\n")
	}
	b.WriteString("table_of <- function(file) read.csv(file, colClasses = \"character\", na.strings = \"\", encoding = \"UTF-8\", check.names = FALSE)\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "\n%s <- table_of(%s)\n", t.table(), quoteR(t.Path))
		for _, f := range t.Schema.Fields {
			at := t.table() + "[[" + quoteR(f.Name) + "]]" // whatever the name is
			switch {
			case f.Categories != nil:
				var levels, labels []string
				for _, one := range f.Categories {
					levels, labels = append(levels, quoteR(one.Value)), append(labels, quoteR(one.Label))
				}
				fmt.Fprintf(&b, "%s <- factor(%s, levels = c(%s), labels = c(%s))\n", at, at, strings.Join(levels, ", "), strings.Join(labels, ", "))
			case f.Type == "integer" || f.Type == "number":
				fmt.Fprintf(&b, "%s <- as.numeric(%s)\n", at, at)
			case f.Type == "boolean":
				fmt.Fprintf(&b, "%s <- %s == \"true\"\n", at, at)
			}
			fmt.Fprintf(&b, "attr(%s, \"label\") <- %s\n", at, quoteR(f.Title))
		}
	}
	return []byte(b.String())
}

func quoteR(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`).Replace(text) + `"`
}

// mostBreaks is how many line breaks in quotes Stata takes without being told that there
// are more: 20 lines.
const mostBreaks = 19

// scriptStata writes a do-file that reads the tables and labels them. A table without
// rows is passed over: Stata has no variables for it. Each begins with nothing in memory, as
// reading a table leaves the value labels of the one before.
func (w *writing) scriptStata(tables []resource) []byte {
	var b strings.Builder
	b.WriteString("* Reads the tables of this folder, labels them, and saves each as a data set.\n" +
		"* Run it in the folder: do labels.do\nversion 14\n")
	if w.synthetic {
		b.WriteString("display as text \"" + syntheticNote + "\"\n")
	}
	for _, t := range tables {
		if t.rows == 0 {
			continue
		}
		long := ""
		if t.breaks > mostBreaks {
			long = " maxquotedrows(unlimited)"
		}
		fmt.Fprintf(&b, "\nclear\nimport delimited using \"%s\", clear delimiters(\",\") varnames(nonames) rowrange(2) stringcols(_all) encoding(\"utf-8\") bindquote(strict)%s\n", t.Path, long)
		names, moved := stataNames(t.Schema.Fields), false
		for i, f := range t.Schema.Fields {
			name := names[i]
			if read := stataColumn(i); name != read {
				fmt.Fprintf(&b, "rename %s %s\n", read, name)
			}
			coded := cutName(name, 31) + "_"
			moved = moved || f.Categories != nil || f.Type == "boolean" // behind all others
			switch {
			case f.Categories != nil:
				labels := fmt.Sprintf("l%d_%s", i+1, cutName(name, 24))
				fmt.Fprintf(&b, "gen byte %s = .\n", coded)
				for n, one := range f.Categories {
					fmt.Fprintf(&b, "replace %s = %d if %s == %s\n", coded, n+1, name, quoteStata(one.Value))
					fmt.Fprintf(&b, "label define %s %d %s, modify\n", labels, n+1, quoteStata(one.Label))
				}
				fmt.Fprintf(&b, "label values %s %s\ndrop %s\nrename %s %s\n", coded, labels, name, coded, name)
			case f.Type == "integer" || f.Type == "number":
				fmt.Fprintf(&b, "destring %s, replace\n", name)
			case f.Type == "boolean":
				fmt.Fprintf(&b, "gen byte %s = cond(%s == \"\", ., %s == \"true\")\ndrop %s\nrename %s %s\n", coded, name, name, name, coded, name)
			}
			fmt.Fprintf(&b, "label variable %s %s\n", name, quoteStata(cutRunes(f.Title, 80)))
		}
		if moved {
			fmt.Fprintf(&b, "order %s\n", strings.Join(names, " "))
		}
		if w.synthetic {
			fmt.Fprintf(&b, "label data %s\n", quoteStata(syntheticNote))
		}
		fmt.Fprintf(&b, "save \"%s.dta\", replace\n", t.table())
	}
	return []byte(b.String())
}

// plainName is a name of a column that Stata takes as it is, but for the words that it
// keeps for itself.
var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// reserved are the words that Stata takes for no name (User's Guide, 11.3), but for those
// that begin with a low line.
var reserved = strings.Fields("byte double float if in int long strL using with")

// reservedForm are the names of text types and those that [stataColumn] gives.
var reservedForm = regexp.MustCompile(`^(str|v)[0-9]+$`)

// stataColumn is how Stata names a column that has no name.
func stataColumn(i int) string { return fmt.Sprintf("v%d", i+1) }

// stataNames are the names of columns as Stata takes them: no more than 32 characters,
// each once. A name that cannot be one is left to the label.
func stataNames(fields []field) (names []string) {
	taken := map[string]bool{}
	for i, f := range fields {
		name := cutName(f.Name, 32)
		if !plainName.MatchString(f.Name) || slices.Contains(reserved, name) || reservedForm.MatchString(name) {
			name = stataColumn(i)
		}
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s%d", cutName(f.Name, 29), n)
		}
		taken[name] = true
		names = append(names, name)
	}
	return names
}

func cutName(name string, most int) string { return name[:min(len(name), most)] }

func cutRunes(text string, most int) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), most)])
}

// quoteStata writes a text in compound quotes, within which Stata would take the text
// behind a backtick or a dollar sign for the name of a macro.
func quoteStata(text string) string {
	text = strings.NewReplacer("`", "'", "$", `\$`, "\n", " ", "\r", " ").Replace(text)
	return "`\"" + strings.ReplaceAll(text, `"'`, `" '`) + "\"'"
}
