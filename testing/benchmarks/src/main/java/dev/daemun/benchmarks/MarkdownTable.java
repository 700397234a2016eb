package dev.daemun.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table as the benchmarks print it.
 *
 * @param rows each with its cells by the column's name; the first column, which has none, is called {@code what}. A number is kept as
 *     one.
 */
record MarkdownTable(List<Map<String, Object>> rows) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?");

    /** The beginning of the line below a table's head. */
    private static final String LINE = "|---";

    /** All tables among these lines. */
    static List<MarkdownTable> in(List<String> lines) {
        List<MarkdownTable> tables = new ArrayList<>();
        List<String> names = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("|") || line.startsWith(LINE)) {
                // What a service logs may come between two rows.
                continue;
            }
            if (i + 1 < lines.size() && lines.get(i + 1).startsWith(LINE)) {
                names = cells(line).map(name -> name.isEmpty() ? "what" : name).toList();
                tables.add(new MarkdownTable(new ArrayList<>()));
            } else {
                tables.get(tables.size() - 1).rows().add(row(names, cells(line).toList()));
            }
        }
        return tables;
    }

    private static Map<String, Object> row(List<String> names, List<String> cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String cell = cells.get(i);
            row.put(names.get(i), NUMBER.matcher(cell).matches() ? new BigDecimal(cell.replace(",", "")) : cell);
        }
        return row;
    }

    private static Stream<String> cells(String line) {
        return Stream.of(line.substring(1, line.lastIndexOf('|')).split("[|]", -1))
                .map(String::strip);
    }
}
