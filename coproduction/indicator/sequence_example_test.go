package indicator_test

import (
	"fmt"

	"github.com/coproduction-lab/coproduction-go/coproduction/indicator"
)

func ExampleTransitions() {
	var acts indicator.Transitions
	acts.Add([]string{"ask", "tell", "ask", "tell", "explain", "ask", "tell"})
	acts.Add([]string{"ask", "tell", "explain", "tell", "explain", "ask"})
	table := acts.Table()
	p := table.Probability("ask", "tell", .95)
	fmt.Printf("after asking, telling: %.0f of %.0f, from %.2f to %.2f\n", *p.Num, *p.Den, p.Lo, p.Hi)
	fmt.Printf("expected by chance: %.2f\n", table.Expected("ask", "tell").Value)
	fmt.Printf("residual: %.2f\n", table.AdjustedResidual("ask", "tell").Value)
	fmt.Println(table.YulesQ("list", "plan").Undefined)
	// Output:
	// after asking, telling: 4 of 4, from 0.51 to 1.00
	// expected by chance: 1.82
	// residual: 2.75
	// the code does not occur in a transition
}

func ExampleNewTransitions() {
	acts := indicator.NewTransitions(1, true) // by the rules of coding, no act follows itself
	acts.Add([]string{"ask", "tell", "ask", "explain", "tell", "ask", "tell", "explain", "ask"})
	table := acts.Table()
	fmt.Printf("expected: %.2f\n", table.Expected("ask", "tell").Value)
	fmt.Println(table.Expected("ask", "ask").Undefined)
	// Output:
	// expected: 2.00
	// a code cannot follow itself
}

func ExampleNetworkOf() {
	// How often the patient, the doctor and the nurse built on each other.
	network := indicator.NetworkOf([][]int64{
		{0, 4, 1},
		{3, 0, 0},
		{2, 0, 0},
	})
	fmt.Printf("density %.2f\n", network.Density().Value)
	fmt.Printf("given back %.2f\n", network.ReciprocityWeighted().Value)
	fmt.Printf("one who builds on the others %.2f\n", network.CentralisationOut().Value)
	// Output:
	// density 0.67
	// given back 0.80
	// one who builds on the others 0.50
}

func ExampleEpistemicNetworks() {
	lines := []indicator.CodedLine{
		{Unit: "patient", Conversation: "1", Codes: []string{"housing"}},
		{Unit: "doctor", Conversation: "1", Codes: []string{"medication"}},
		{Unit: "patient", Conversation: "1", Codes: []string{"housing", "family"}},
		{Unit: "doctor", Conversation: "1", Codes: []string{"family"}},
	}
	networks := indicator.EpistemicNetworks([]string{"family", "housing", "medication"}, 2, lines)
	for _, unit := range networks.Units() {
		fmt.Printf("%s: housing and family %.0f, weight %.3f\n", unit,
			networks.Connections(unit, "housing", "family").Value, networks.Weight(unit, "housing", "family").Value)
	}
	// Output:
	// doctor: housing and family 1, weight 0.707
	// patient: housing and family 1, weight 0.577
}
