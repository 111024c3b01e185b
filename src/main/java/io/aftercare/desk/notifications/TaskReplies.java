package io.aftercare.desk.notifications;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.desk.UnseenMessagesException;
import io.aftercare.process.Staff;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deals with agents' replies. Only a mail to the token of a task, from that agent's own registered address, proved if
 * proofs are looked for, and by somebody whom the engine lets work on the task, does anything; everything less becomes
 * a visible note and is told to the agent, at the registered address, never to whoever wrote.
 */
@Component
class TaskReplies implements AgentReplies {

    private static final Logger LOG = LoggerFactory.getLogger(TaskReplies.class);
    private static final int ATTEMPTS = 3;

    private final ReplyAddresses addresses;
    private final StaffMailOutbox outbox;
    private final Staff staff;
    private final Requests requests;
    private final Messages messages;
    private final TaskCommandExecutor executor;
    private final ReplyRejections rejections;
    private final TransactionTemplate apart;

    TaskReplies(ReplyAddresses addresses, StaffMailOutbox outbox, Staff staff, Requests requests, Messages messages,
            TaskCommandExecutor executor, ReplyRejections rejections, PlatformTransactionManager transactions) {
        this.addresses = addresses;
        this.outbox = outbox;
        this.staff = staff;
        this.requests = requests;
        this.messages = messages;
        this.executor = executor;
        this.rejections = rejections;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean concerns(AgentReply reply) {
        return addresses.find(reply.tokens()).isPresent() || reply.tokens().isEmpty()
                && addresses.cited(reply.citedIds()).filter(address -> !byCustomer(address, reply.from())).isPresent();
    }

    @Override
    @Transactional
    public String take(AgentReply reply) {
        Optional<ReplyAddress> known = addresses.find(reply.tokens());
        ReplyAddress address = known.or(() -> addresses.cited(reply.citedIds())).orElseThrow();
        Optional<String> before = addresses.resultOf(reply.internetId(), address.token());
        if (before.isPresent()) {
            return "An agent's reply that has been dealt with before: " + before.get();
        }
        if (reply.automatic()) {
            return done(reply, address, "An automatic mail to an agent's reply address.");
        }
        Optional<Staff.Member> agent = staff.find(address.user());
        String doubt = known.isEmpty() ? "it came without the reply address of a task" : doubt(reply, agent);
        if (doubt != null) {
            rejections.notProved(reply, address, agent, doubt);
            return done(reply, address, "An agent's reply that was not used, for " + doubt + ".");
        }
        return genuine(reply, address, agent.orElseThrow());
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> takenAmong(Collection<String> internetIds) {
        return addresses.repliesAmong(internetIds);
    }

    @Override
    @Transactional(readOnly = true)
    public boolean wrote(String internetId) {
        return outbox.findByInternetId(List.of(internetId)).isPresent();
    }

    @Override
    @Transactional
    public boolean reported(Collection<String> internetIds, boolean failed, String status) {
        Optional<StaffMail> mail = outbox.findByInternetId(internetIds);
        mail.filter(notice -> failed && notice.status() != StaffMail.Status.FAILED).ifPresent(notice -> {
            outbox.markFailed(notice.id());
            if (notice.request() != null) {
                messages.note(notice.request(), null,
                        "The mail about a task of this request did not reach " + notice.address()
                                + (status == null ? "." : " (status " + status + ")."));
            }
            LOG.warn("The mail {} to {} came back: {}", notice.internetId(), notice.address(), status);
        });
        return mail.isPresent();
    }

    private String genuine(AgentReply reply, ReplyAddress address, Staff.Member agent) {
        if (address.task() == null) {
            rejections.whichTask(reply, address, agent);
            return done(reply, address, address.request() == null
                    ? "A reply to a digest, which belongs to no single task."
                    : "A reply to a mail about what a third party wrote.");
        }
        for (int attempt = 1;; attempt++) {
            if (executor.openTask(address).isEmpty()) {
                rejections.tooLate(reply, address, agent);
                return done(reply, address, "An agent's reply to a task that was done already.");
            }
            try {
                return apart.execute(status -> {
                    String result = executor.carryOut(address, agent, reply);
                    return done(reply, address, "An agent's reply: " + result + ".");
                });
            } catch (ReplyRejected rejected) {
                Optional<Task> open = executor.openTask(address);
                if (open.isPresent()) {
                    rejections.rejected(reply, address, agent, open.get(), rejected);
                    return done(reply, address, "An agent's reply that was refused: " + rejected.getMessage());
                }
            } catch (UnseenMessagesException unseen) {
                rejections.wroteMeanwhile(reply, address, agent, executor.openTask(address).orElse(null), unseen);
                return done(reply, address, "An agent's reply that was held back: " + unseen.what());
            } catch (OptimisticLockingException | ConcurrencyFailureException collided) {
                // Somebody else worked on the task at this very moment; what that was shows when looked at again.
                if (attempt == ATTEMPTS) {
                    throw collided;
                }
            }
        }
    }

    private static String doubt(AgentReply reply, Optional<Staff.Member> agent) {
        if (agent.isEmpty() || agent.get().address() == null) {
            return "the task's reply address belongs to nobody who works here any more";
        }
        if (!agent.get().address().equals(reply.from())) {
            return "it came from " + (reply.from().isEmpty() ? "no readable address" : reply.from())
                    + " and not from the registered address";
        }
        return reply.proof() == SenderProof.NOT_PROVED
                ? "the mail servers could not prove that the sender's address is genuine"
                : null;
    }

    private boolean byCustomer(ReplyAddress address, String sender) {
        RequestNumber number = address.request();
        return number != null
                && requests.find(number).filter(request -> request.customerAddress().equals(sender)).isPresent();
    }

    private String done(AgentReply reply, ReplyAddress address, String result) {
        addresses.dealtWith(reply.internetId(), address.token(), result);
        return result;
    }
}
