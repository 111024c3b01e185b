package io.aftercare.platform;

import io.aftercare.conversation.ports.PermanentFailure;
import io.aftercare.conversation.ports.Postponed;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.cmd.JobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper.ExceptionLoggingHandler;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * A job that fails for good becomes an incident at once, one whose time has not come is tried again without further
 * ado; all others are retried as their diagram says.
 */
class FailedJobs implements FailedJobCommandFactory {

    @Override
    public Command<Object> getCommand(String job, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PermanentFailure permanent) {
                return new GiveUp(job, permanent);
            }
            if (cause instanceof Postponed postponed) {
                return new TryLater(job, postponed);
            }
        }
        return new DefaultJobRetryCmd(job, failure);
    }

    private static final class GiveUp extends JobRetryCmd {

        private static final long serialVersionUID = 1L;

        GiveUp(String job, PermanentFailure failure) {
            super(job, failure);
        }

        @Override
        public Object execute(CommandContext context) {
            JobEntity job = getJob();
            if (job != null) {
                job.unlock();
                logException(job);
                job.setRetries(0);
                notifyAcquisition(context);
            }
            return null;
        }
    }

    /** Failures that are worth a line in the log. */
    static void logOthersThanPostponed() {
        if (!(ExecuteJobHelper.LOGGING_HANDLER instanceof Logging)) {
            ExecuteJobHelper.LOGGING_HANDLER = new Logging(ExecuteJobHelper.LOGGING_HANDLER);
        }
    }

    private static final class TryLater extends JobRetryCmd {

        private static final long serialVersionUID = 1L;

        private final Duration pause;

        TryLater(String job, Postponed postponed) {
            super(job, postponed);
            this.pause = postponed.pause();
        }

        @Override
        public Object execute(CommandContext context) {
            JobEntity job = getJob();
            if (job != null) {
                job.unlock();
                job.setDuedate(Date.from(ClockUtil.getCurrentTime().toInstant().plus(pause)));
            }
            return null;
        }
    }

    private record Logging(ExceptionLoggingHandler others) implements ExceptionLoggingHandler {

        @Override
        public void exceptionWhileExecutingJob(String job, Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof Postponed) {
                    return;
                }
            }
            others.exceptionWhileExecutingJob(job, failure);
        }
    }
}
