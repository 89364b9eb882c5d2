# Lines with the colours of a terminal -> a picture of them, for the README: awk -f ansi-to-svg.awk <lines >picture.svg
# Only what --color=always writes: ESC [ 0 m (plain) and ESC [ 3N m (a colour until the next escape).

BEGIN {
	PLAIN = "#d0d0d0"
	colour[31] = "#ff6c6b"; colour[32] = "#98be65"; colour[33] = "#ecbe7b"; colour[34] = "#51afef"
	colour[35] = "#c678dd"; colour[36] = "#46d9ff"; colour[39] = PLAIN
	HEIGHT = 18; WIDTH = 7.83; EDGE = 12
}

function escaped(text) {
	gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text)
	return text
}

{
	fill = PLAIN; columns = 0; body = ""
	rest = $0
	while (rest != "") {
		if (match(rest, /^\033\[[0-9]*m/)) {
			code = substr(rest, 3, RLENGTH - 3)
			fill = (code in colour) ? colour[code] : PLAIN
			rest = substr(rest, RLENGTH + 1)
			continue
		}
		end = index(rest, "\033")
		text = end ? substr(rest, 1, end - 1) : rest
		rest = end ? substr(rest, end) : ""
		columns += length(text)
		body = body "<tspan fill=\"" fill "\">" escaped(text) "</tspan>"
	}
	if (columns > widest) widest = columns
	picture = picture sprintf("<text x=\"%d\" y=\"%d\" textLength=\"%d\">%s</text>\n", EDGE, EDGE + HEIGHT * (NR - 0.25), columns * WIDTH, body)
}

END {
	width = widest * WIDTH + 2 * EDGE
	height = NR * HEIGHT + 2 * EDGE
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" xml:space=\"preserve\"", width, height
	print " font-family=\"monospace\" font-size=\"13px\">"
	printf "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#21242b\"/>\n%s</svg>\n", picture
}
