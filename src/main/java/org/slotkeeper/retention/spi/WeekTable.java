package org.slotkeeper.retention.spi;

import java.util.List;

/**
 * The part of one of the ledger's tables that has a week, or that a week refers to.
 *
 * @param table the ledger's table
 * @param name the week's own, or a query in brackets
 */
public record WeekTable(String table, String name, List<Column> columns) {

    /** @param definition name, type and all else by which it would be made again, as SQL */
    public record Column(String name, String definition) {}

    public WeekTable {
        columns = List.copyOf(columns);
    }
}
