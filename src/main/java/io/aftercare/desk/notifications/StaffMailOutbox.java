package io.aftercare.desk.notifications;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.ports.StaffMailSender;
import io.aftercare.conversation.ports.StaffMessage;
import io.aftercare.letters.MailTemplates.Written;
import io.aftercare.process.Staff;
import io.aftercare.process.SupportRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The mails to agents: composed and kept in the transaction of a step, sent by a process of their own. */
@Repository
@Transactional
class StaffMailOutbox {

    private static final int MOST_REFERENCES = 20;
    private static final int LONGEST_SUBJECT = 500;

    private final JdbcClient jdbc;
    private final RuntimeService runtime;
    private final SupportAddress supportAddress;
    private final StaffMailSender mailSender;
    private final Clock clock;

    StaffMailOutbox(JdbcClient jdbc, RuntimeService runtime, SupportAddress supportAddress, StaffMailSender mailSender,
            Clock clock) {
        this.jdbc = jdbc;
        this.mailSender = mailSender;
        this.runtime = runtime;
        this.supportAddress = supportAddress;
        this.clock = clock;
    }

    /** Keeps a mail and has it sent once the caller's transaction is committed. */
    void queue(Staff.Member agent, StaffMail.Kind kind, String once, ReplyAddress reply, String subject,
            Written written) {
        List<String> thread = reply.request() == null ? List.of() : thread(agent.userId(), reply.request());
        var key = new GeneratedKeyHolder();
        jdbc.sql("""
                insert into staff_mail (user_id, address, kind, idempotency_key, task_id, request_id, token,
                                        internet_id, in_reply_to,
                                        reference_ids, subject, text_body, html_body, status, created_at)
                values (:user, :address, :kind, :once, :task, :request, :token, :internetId, :inReplyTo, :references,
                        :subject, :text, :html, 'QUEUED', :now)""")
                .param("user", agent.userId()).param("address", agent.address()).param("kind", kind.name())
                .param("once", once).param("task", reply.task())
                .param("request", reply.request() == null ? null : reply.request().value())
                .param("token", reply.token())
                .param("internetId", "<" + UUID.randomUUID() + "@" + supportAddress.domain() + ">")
                .param("inReplyTo", thread.isEmpty() ? null : thread.get(thread.size() - 1))
                .param("references", thread.isEmpty() ? null : String.join(" ", thread))
                .param("subject", subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) : subject)
                .param("text", written.text()).param("html", written.html()).param("now", now()).update(key, "id");
        runtime.startProcessInstanceByKey(SupportRequest.STAFF_MAIL_PROCESS,
                reply.request() == null ? null : reply.request().toString(),
                Variables.putValue(SupportRequest.STAFF_MAIL.name(), key.getKey().longValue()));
    }

    @Transactional(readOnly = true)
    boolean queued(String once) {
        return jdbc.sql("select count(*) from staff_mail where idempotency_key = :once").param("once", once)
                .query(Long.class)
                .single() > 0;
    }

    /** Whether the mail with this reply address is of a kind. */
    @Transactional(readOnly = true)
    boolean hasKind(String token, StaffMail.Kind kind) {
        return jdbc.sql("select count(*) from staff_mail where token = :token and kind = :kind")
                .param("token", token).param("kind", kind.name()).query(Long.class).single() > 0;
    }

    /** How many mails of a kind an agent has been written since a moment this long ago. */
    @Transactional(readOnly = true)
    int count(String user, StaffMail.Kind kind, Duration since) {
        return jdbc
                .sql("select count(*) from staff_mail where user_id = :user and kind = :kind and created_at >= :since")
                .param("user", user).param("kind", kind.name())
                .param("since", clock.instant().minus(since).atOffset(ZoneOffset.UTC)).query(Integer.class).single();
    }

    /**
     * Hands a mail to the mail server; nothing when it has been sent, or went with its request.
     *
     * @throws org.springframework.mail.MailException when the server cannot be reached or refuses
     */
    void send(long id) {
        getForUpdate(id).filter(mail -> mail.status() == StaffMail.Status.QUEUED).ifPresent(mail -> {
            mailSender.send(new StaffMessage(mail.internetId(), mail.inReplyTo(), mail.referenceIds(), mail.address(),
                    mail.token(), mail.request() == null ? "tasks" : mail.request().toString(), mail.subject(),
                    mail.text(), mail.html()));
            jdbc.sql("update staff_mail set status = 'SENT', sent_at = :now where id = :id").param("now", now())
                    .param("id", id).update();
        });
    }

    private Optional<StaffMail> getForUpdate(long id) {
        return jdbc.sql("select * from staff_mail where id = :id for update").param("id", id)
                .query(StaffMailOutbox::read)
                .optional();
    }

    @Transactional(readOnly = true)
    Optional<StaffMail> findByInternetId(Collection<String> internetIds) {
        return internetIds.isEmpty() ? Optional.empty()
                : jdbc.sql("select * from staff_mail where internet_id in (:ids) order by id desc limit 1")
                        .param("ids", internetIds).query(StaffMailOutbox::read).optional();
    }

    void markFailed(long id) {
        jdbc.sql("update staff_mail set status = 'FAILED' where id = :id").param("id", id).update();
    }

    /** Whether this node is the one that makes a digest: true once for an agent and a moment. */
    boolean claimDigest(String user, Instant due) {
        return jdbc.sql("""
                insert into staff_digest (user_id, due_at) select cast(:user as varchar(64)), :due
                where not exists (select 1 from staff_digest where user_id = :user and due_at = :due)""")
                .param("user", user).param("due", due.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /** What an agent's mail program knows of a request: an id that stands for all of it, then the last mails. */
    private List<String> thread(String user, RequestNumber request) {
        List<String> earlier = jdbc.sql("""
                select internet_id from staff_mail where request_id = :request and user_id = :user
                order by id desc limit :most""").param("request", request.value()).param("user", user)
                .param("most", MOST_REFERENCES - 1).query(String.class).list();
        var thread = new ArrayList<String>();
        thread.add("<tasks." + request + "@" + supportAddress.domain() + ">");
        for (int i = earlier.size() - 1; i >= 0; i--) {
            thread.add(earlier.get(i));
        }
        return thread;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static StaffMail read(ResultSet row, int index) throws SQLException {
        long request = row.getLong("request_id");
        RequestNumber number = row.wasNull() ? null : new RequestNumber(request);
        return new StaffMail(row.getLong("id"), row.getString("user_id"), row.getString("address"),
                StaffMail.Kind.valueOf(row.getString("kind")), row.getString("idempotency_key"),
                row.getString("task_id"), number,
                row.getString("token"), row.getString("internet_id"), row.getString("in_reply_to"),
                row.getString("reference_ids"), row.getString("subject"), row.getString("text_body"),
                row.getString("html_body"), StaffMail.Status.valueOf(row.getString("status")));
    }
}
