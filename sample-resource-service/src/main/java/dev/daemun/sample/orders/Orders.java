package dev.daemun.sample.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.util.StringUtils;

/** The orders in the database. Who may see an order is part of every query, so that none is loaded by mistake. */
@Repository
class Orders {
    private static final String VISIBLE = "(:seesAll or owner = :subject)";

    /** With the owner's name, which only those who see all orders are given. */
    private static final String SELECT = "select o.*, m.username, m.first_name, m.last_name from customer_order o"
            + " left join member m on m.id = o.owner and :seesAll where ";

    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}+");

    private final JdbcClient database;

    Orders(JdbcClient database) {
        this.database = database;
    }

    void add(Order order) {
        database.sql("insert into customer_order (id, owner, item, quantity, created_at)"
                        + " values (:id, :owner, :item, :quantity, :createdAt)")
                .param("id", order.id())
                .param("owner", order.owner())
                .param("item", order.item())
                .param("quantity", order.quantity())
                .param("createdAt", order.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    OrderPage page(Viewer viewer, int page, int size) {
        long total = visibleTo(viewer, "select count(*) from customer_order where " + VISIBLE)
                .query(Long.class)
                .single();
        var items = visibleTo(
                        viewer,
                        SELECT + VISIBLE
                                + " order by o.created_at desc, o.id offset :offset rows fetch first :size rows only")
                .param("offset", (long) page * size)
                .param("size", size)
                .query(Orders::read)
                .list();
        return new OrderPage(items, page, size, total);
    }

    Optional<Order> find(Viewer viewer, UUID id) {
        return visibleTo(viewer, SELECT + "o.id = :id and " + VISIBLE)
                .param("id", id)
                .query(Orders::read)
                .optional();
    }

    boolean remove(Viewer viewer, UUID id) {
        return visibleTo(viewer, "delete from customer_order where id = :id and " + VISIBLE)
                        .param("id", id)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec visibleTo(Viewer viewer, String sql) {
        return database.sql(sql).param("seesAll", viewer.seesAll()).param("subject", viewer.subject());
    }

    private static Order read(ResultSet row, int number) throws SQLException {
        Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                nameOf(row.getString("first_name"), row.getString("last_name"), row.getString("username")),
                row.getString("item"),
                row.getInt("quantity"),
                createdAt);
    }

    /** A Korean name begins with the family's and has no space in it. */
    private static String nameOf(String first, String last, String username) {
        if (!StringUtils.hasText(first) || !StringUtils.hasText(last)) {
            return StringUtils.hasText(last) ? last : StringUtils.hasText(first) ? first : username;
        }
        return HANGUL.matcher(last + first).matches() ? last + first : first + " " + last;
    }
}
