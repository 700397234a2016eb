package dev.daemun.sample.members;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The members in the database. Each row knows the place of the event that it stands for, so that an older one which
 * comes late, as from a replay of dead letters, does not undo it. Of a deleted member only that much stays, unless a later log
 * knows the member again.
 */
@Repository
class Members {
    private static final int MOST_LISTED = 100;
    private static final String IS_OLDER =
            "(log_number < :log or (log_number = :log and not deleted and sequence < :sequence))";

    private final JdbcClient database;

    Members(JdbcClient database) {
        this.database = database;
    }

    void keep(String id, Profile profile, Place place) {
        row(id);
        database.sql("update member set username = :username, email = :email, first_name = :firstName,"
                        + " last_name = :lastName, enabled = :enabled, deleted = false,"
                        + " log_number = :log, sequence = :sequence where id = :id and " + IS_OLDER)
                .param("username", profile.username())
                .param("email", profile.email())
                .param("firstName", profile.firstName())
                .param("lastName", profile.lastName())
                .param("enabled", profile.enabled())
                .param("id", id)
                .param("log", place.log())
                .param("sequence", place.sequence())
                .update();
    }

    void enable(String id, boolean enabled, Place place) {
        row(id);
        database.sql("update member set enabled = :enabled, deleted = false,"
                        + " log_number = :log, sequence = :sequence where id = :id and " + IS_OLDER)
                .param("enabled", enabled)
                .param("log", place.log())
                .param("sequence", place.sequence())
                .param("id", id)
                .update();
    }

    void signedIn(String id, Instant at) {
        row(id);
        database.sql("update member set last_signed_in_at = :at"
                        + " where id = :id and not deleted and (last_signed_in_at is null or last_signed_in_at < :at)")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void forget(String id, Place place) {
        row(id);
        database.sql("update member set username = null, email = null, first_name = null, last_name = null,"
                        + " last_signed_in_at = null, enabled = false, deleted = true, log_number = :log,"
                        + " sequence = :sequence where id = :id and log_number <= :log")
                .param("log", place.log())
                .param("sequence", place.sequence())
                .param("id", id)
                .update();
    }

    /** The members who signed in last. */
    List<Member> latest() {
        return database.sql("select * from member where not deleted"
                        + " order by last_signed_in_at desc nulls last, id fetch first :most rows only")
                .param("most", MOST_LISTED)
                .query(Members::read)
                .list();
    }

    /** Events of one user come in order, but the first one heard of may be any. */
    private void row(String id) {
        database.sql("insert into member (id, enabled, deleted, sequence) select :id, true, false, 0"
                        + " where not exists (select 1 from member where id = :id)")
                .param("id", id)
                .update();
    }

    private static Member read(ResultSet row, int number) throws SQLException {
        OffsetDateTime lastSignedInAt = row.getObject("last_signed_in_at", OffsetDateTime.class);
        return new Member(
                row.getString("id"),
                row.getString("username"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("enabled"),
                lastSignedInAt == null ? null : lastSignedInAt.toInstant());
    }
}
