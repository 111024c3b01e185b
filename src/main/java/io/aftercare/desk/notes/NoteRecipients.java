package io.aftercare.desk.notes;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.RequestNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whom internal notes are meant for, and which of them a person has not been shown yet. */
@Repository
@Transactional
public class NoteRecipients {

    private static final int MOST = 50;
    private static final String MINE = "n.is_group = false and n.recipient = :user";
    private static final String OF_MY_GROUPS = "n.is_group = true and n.recipient in (:groups)";
    private static final String UNREAD = """
            from note_recipient n join message m on m.id = n.message_id
            where (%s) and (m.author is null or m.author <> :user)
            and m.id > coalesce((select k.message_id from read_marker k
                where k.request_id = m.request_id and k.user_id = :user), 0)""";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    NoteRecipients(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * A note that somebody has not been shown yet.
     *
     * @param author  engine user id
     * @param toGroup whether it is meant for one of that person's groups, not for that person alone
     */
    public record Unread(RequestNumber request, String author, String text, Instant writtenAt, NoteReason reason,
            boolean toGroup) {
    }

    /**
     * Says that a note is meant for somebody and publishes {@link NoteAddressed}; the first reason that is given stays.
     *
     * @param recipient engine user id or, of a group, group id
     */
    public void add(Message note, String recipient, boolean group, NoteReason reason) {
        int added = jdbc.sql("""
                insert into note_recipient (message_id, recipient, is_group, reason)
                select m.id, cast(:recipient as varchar(64)), cast(:group as boolean), cast(:reason as varchar(20))
                from message m where m.id = :message
                and not exists (select 1 from note_recipient n where n.message_id = :message
                    and n.recipient = :recipient and n.is_group = :group)""")
                .param("message", note.id()).param("recipient", recipient).param("group", group)
                .param("reason", reason.name()).update();
        if (added > 0) {
            events.publishEvent(new NoteAddressed(note, recipient, group, reason));
        }
    }

    /** Of these requests, the newest note each that this person has not been shown. */
    @Transactional(readOnly = true)
    public Map<RequestNumber, Unread> unread(Collection<RequestNumber> requests, String user,
            Collection<String> groups) {
        return requests.isEmpty() ? Map.of()
                : asked(MINE + " or " + OF_MY_GROUPS, " and m.request_id in (:requests)").param("user", user)
                        .param("groups", groups.isEmpty() ? List.of("") : groups)
                        .param("requests", requests.stream().map(RequestNumber::value).toList())
                        .query(NoteRecipients::read).list().stream()
                        .collect(Collectors.toMap(Unread::request, note -> note, (newer, older) -> newer));
    }

    /** What is meant for this person alone and not shown yet, the newest first; no more than {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<Unread> unread(String user) {
        return asked(MINE, "").param("user", user).query(NoteRecipients::read).list();
    }

    /** How many are meant for this person alone and not shown yet. */
    @Transactional(readOnly = true)
    public int countUnread(String user) {
        return jdbc.sql("select count(*) " + UNREAD.formatted(MINE)).param("user", user).query(Integer.class).single();
    }

    private JdbcClient.StatementSpec asked(String whose, String condition) {
        return jdbc.sql("select m.request_id, m.author, m.text_body, m.created_at, n.reason, n.is_group "
                + UNREAD.formatted(whose) + condition + " order by m.id desc limit " + MOST);
    }

    private static Unread read(ResultSet row, int index) throws SQLException {
        return new Unread(new RequestNumber(row.getLong(1)), row.getString(2), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(), NoteReason.valueOf(row.getString(5)),
                row.getBoolean(6));
    }
}
