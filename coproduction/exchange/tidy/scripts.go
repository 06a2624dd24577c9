package tidy

import (
	"fmt"
	"strings"
)

// scriptR writes a script in base R that reads the tables and labels them.
func (w *writing) scriptR() []byte {
	var b strings.Builder
	b.WriteString("# Reads the tables of this folder into data frames, with factors and labels.\n" +
		"# Run it in the folder: source(\"labels.R\")\n\n" +
		"table_of <- function(file) read.csv(file, colClasses = \"character\", na.strings = \"\", encoding = \"UTF-8\")\n")
	for _, t := range w.order {
		fmt.Fprintf(&b, "\n%s <- table_of(%s)\n", t.name, quoteR(t.name+".csv"))
		for _, c := range t.all() {
			f := c.field()
			at := t.name + "$" + c.name
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
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(text) + `"`
}

// scriptStata writes a do-file that reads the tables and labels them.
func (w *writing) scriptStata() []byte {
	var b strings.Builder
	b.WriteString("* Reads the tables of this folder, labels them, and saves each as a data set.\n" +
		"* Run it in the folder: do labels.do\nversion 14\n")
	for _, t := range w.order {
		fmt.Fprintf(&b, "\nimport delimited using \"%s.csv\", clear varnames(nonames) rowrange(2) stringcols(_all) encoding(\"utf-8\") bindquote(strict)\n", t.name)
		names := stataNames(t)
		for i, c := range t.all() {
			f := c.field()
			name := names[i]
			fmt.Fprintf(&b, "rename v%d %s\n", i+1, name)
			switch {
			case f.Categories != nil:
				fmt.Fprintf(&b, "gen byte %s_ = .\n", cutName(name, 31))
				coded := cutName(name, 31) + "_"
				for n, one := range f.Categories {
					fmt.Fprintf(&b, "replace %s = %d if %s == %s\n", coded, n+1, name, quoteStata(one.Value))
					fmt.Fprintf(&b, "label define l%d_%s %d %s, modify\n", i+1, cutName(name, 24), n+1, quoteStata(one.Label))
				}
				fmt.Fprintf(&b, "label values %s l%d_%s\ndrop %s\nrename %s %s\n", coded, i+1, cutName(name, 24), name, coded, name)
			case f.Type == "integer" || f.Type == "number":
				fmt.Fprintf(&b, "destring %s, replace\n", name)
			case f.Type == "boolean":
				fmt.Fprintf(&b, "gen byte %s_ = cond(%s == \"\", ., %s == \"true\")\ndrop %s\nrename %s_ %s\n", cutName(name, 31), name, name, name, cutName(name, 31), name)
			}
			fmt.Fprintf(&b, "label variable %s %s\n", name, quoteStata(cutRunes(f.Title, 80)))
		}
		fmt.Fprintf(&b, "save \"%s.dta\", replace\n", t.name)
	}
	return []byte(b.String())
}

// stataNames are the names of columns as Stata takes them: no more than 32 characters,
// each once.
func stataNames(t *table) (names []string) {
	taken := map[string]bool{}
	for _, c := range t.all() {
		name := cutName(c.name, 32)
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s%d", cutName(c.name, 29), n)
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

func quoteStata(text string) string {
	return "`\"" + strings.NewReplacer("`", "'", "\"'", "\" '", "\n", " ", "$", "S").Replace(text) + "\"'"
}
