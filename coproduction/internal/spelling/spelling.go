// Package spelling tells how far words are apart, for hints about words that are nearly
// those that were meant.
package spelling

// Longest is how many letters a word may have to be compared.
const Longest = 80

// Nearest is the first of the nearest words that are closer than this; "" where none is.
func Nearest[Word ~string](word string, all []Word, closer int) (nearest Word) {
	for _, one := range all {
		if far := Distance(word, string(one)); far < closer {
			nearest, closer = one, far
		}
	}
	return nearest
}

// Distance is the least number of letters left out, put in or exchanged, or of
// neighbours swapped, that turns a into b: optimal string alignment (Damerau 1964,
// doi:10.1145/363958.363994). Time and memory are
// bounded: of words longer than [Longest] it is the length of the longer one.
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > Longest || len(y) > Longest {
		return max(len(x), len(y))
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			exchange := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				exchange++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, exchange)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
