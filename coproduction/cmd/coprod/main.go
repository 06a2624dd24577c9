// Command coprod checks data sets of coproduction encounters and computes
// partnership indicators from them.
//
// Usage:
//
//	coprod validate      [-format text|json|sarif|junit] [-suppress FILE] [-show-values] [-max N]
//	                     [-across all|ids|none] [-reference] FILE...
//	coprod indicators    [-by study|encounter|patient|professional] [-order start|links] FILE...
//	coprod profile       [-by study|encounter|patient|professional] [-k 5] STUDY.ndjson...
//	coprod continuity    VISITS.csv
//	coprod agreement     [-scale nominal|ordinal|interval|ratio] [-weights none|linear|quadratic|ordinal]
//	                     [-level 0.95] [-bootstrap N -seed S] TABLE.csv|STUDY.ndjson
//	coprod disagreements STUDY.ndjson...
//	coprod saturation    [-base 4] [-run 3] [-threshold 0.05] [-runs overlapping|disjoint] INCIDENCE.csv|STUDY.ndjson
//	coprod transitions   [-lag 1] [-norepeat] EVENTS.csv|STUDY.ndjson
//	coprod convert       [FORMAT] [-o OUT.ndjson] [-loss LOSS.json] [-keep-text] [-key-file K] INPUT...
//	coprod export        csv|refi|codebook|gseq -o OUT [-loss LOSS.json] STUDY.ndjson...
//	coprod compare       [-format text|json] [-list] A.qdpx B.qdpx
//	coprod rules         [ID]
//	coprod schema        [KIND]
//	coprod version
//
// Every command that computes writes text, JSON or CSV (-format). Whether a file is
// a table or a study is told by its content. A FILE of "-" is standard input. The exit
// status is 0 where all is well, 1 where there are findings of severity error, or convert
// could make no record of the files (a warning may say why: each file can be used), or
// export found nothing in them to write, or convert passed over one that was named, or a
// project did not come back whole (something is lost or not alike, or could not be
// compared), and 2 where the command was not understood or a file could not be read or
// written.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/spelling"
)

// The exit statuses.
const (
	statusClean    = 0
	statusFindings = 1
	statusTrouble  = 2
)

func main() {
	ctx, stop := interruptible(context.Background())
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// interruptible is a context that ends at an interrupt, or where the system or a terminal that is
// closed asks the program to end. A second time ends the program at once. What the program was
// started to ignore, as under nohup, it ignores.
func interruptible(parent context.Context) (context.Context, context.CancelFunc) {
	signals := slices.DeleteFunc(endings(), signal.Ignored)
	if len(signals) == 0 { // which would stand for all there are
		return context.WithCancel(parent)
	}
	ctx, stop := signal.NotifyContext(parent, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// interrupted says in place of an interruption what became of the output of that name.
func interrupted(err error, out string) error {
	switch {
	case !errors.Is(err, context.Canceled):
		return err
	case out == "-":
		return errors.New("interrupted; what is on standard output is not all")
	}
	return errors.New("interrupted; nothing was written")
}

// A command is one subcommand.
type command struct {
	name    string
	args    string // as the usage line shows them
	brief   string // what it does, in one line
	example string
	run     func(ctx context.Context, c *call) (status int, err error)
}

// A call is one run of a command.
type call struct {
	ctx            context.Context
	flags          *flag.FlagSet
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

func commands() []command {
	return []command{validate, indicators, profile, continuity, agree, disagreements, saturate, transitions, convert, export, compare, rules, schemas, version}
}

// run finds and runs the command that args name, and returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		usage(stderr)
		return statusTrouble
	}
	switch args[0] {
	case "-h", "-help", "--help", "help":
		if len(args) == 1 || args[0] != "help" {
			usage(stdout)
			return statusClean
		}
		args = []string{args[1], "-h"}
	case "-version", "--version":
		args = []string{"version"}
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		flags := flag.NewFlagSet("coprod "+c.name, flag.ContinueOnError)
		flags.SetOutput(io.Discard)
		status, err := c.run(ctx, &call{ctx: ctx, flags: flags, args: args[1:], stdin: stdin, stdout: stdout, stderr: stderr})
		switch {
		case err == nil:
			return status
		case errors.Is(err, flag.ErrHelp):
			c.help(stdout, flags)
			return statusClean
		default:
			if errors.Is(err, context.Canceled) {
				err = errors.New("interrupted")
			}
			fmt.Fprintf(stderr, "coprod %s: %s\n", c.name, oneLine(err))
			return statusTrouble
		}
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	like := ""
	if name := spelling.Nearest(strings.ToLower(args[0]), names, 3); name != "" {
		like = "; the nearest is " + name
	}
	fmt.Fprintf(stderr, "coprod: there is no command %q%s; \"coprod help\" lists all\n", args[0], like)
	return statusTrouble
}

// parse reads the flags. Flags may also stand behind the arguments.
func (c *call) parse() error {
	rest := c.args
	c.args = nil
	for {
		if err := c.flags.Parse(rest); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return err
			}
			return c.notParsed(err)
		}
		rest = c.flags.Args()
		if len(rest) == 0 {
			return nil
		}
		c.args = append(c.args, rest[0])
		rest = rest[1:]
	}
}

// badValue is how package flag says that a value is none.
var badValue = regexp.MustCompile(`(?s)^invalid (?:boolean )?value .* for (?:flag )?-([^ "]+): [^"]*$`)

// notParsed is the error of flags that package flag refused: of a value that is none it says
// what the flag takes.
func (c *call) notParsed(err error) error {
	if m := badValue.FindStringSubmatch(err.Error()); m != nil {
		if f := c.flags.Lookup(m[1]); f != nil {
			if value, ok := f.Value.(flag.Getter); ok {
				switch value.Get().(type) {
				case int, int64, uint, uint64:
					return fmt.Errorf("-%s takes a whole number, as -%s 2 (-h shows the flags)", m[1], m[1])
				case float64:
					return fmt.Errorf("-%s takes a number, as -%s 0.5 (-h shows the flags)", m[1], m[1])
				case bool:
					return fmt.Errorf("-%s takes no value (-h shows the flags)", m[1])
				}
			}
		}
	}
	return fmt.Errorf("%w (-h shows the flags)", err)
}

// oneLine keeps an error to the one line that it gets.
func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}

func usage(w io.Writer) {
	fmt.Fprint(w, "coprod checks data sets of coproduction encounters and computes partnership indicators.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  coprod %-13s %s\n", c.name, c.brief)
	}
	fmt.Fprint(w, "\n\"coprod COMMAND -h\" explains a command and gives an example.\n")
}

func (c command) help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "usage: %s\n\n%s.\n\n", strings.TrimSpace("coprod "+c.name+" "+c.args), c.brief)
	flags.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  %s\n        %s\n", strings.TrimSpace("-"+f.Name+" "+value), text)
	})
	fmt.Fprintf(w, "\nExample:\n\n  %s\n", strings.ReplaceAll(c.example, "\n", "\n  "))
}
