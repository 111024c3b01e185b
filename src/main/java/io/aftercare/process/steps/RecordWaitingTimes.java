package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REMINDER_DUE;
import static io.aftercare.process.SupportRequest.WAITING_ENDS;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Turns the days of the decision table into moments, at the same time of day in the vendor's zone. */
@Component
class RecordWaitingTimes implements ExecutionListener {

    private final Clock clock;

    RecordWaitingTimes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var table = DecisionRow.of(execution);
        ZonedDateTime now = ZonedDateTime.now(clock);
        ZonedDateTime end = now.plusDays(table.number("endAfterDays"));
        int reminderAfter = table.number("reminderAfterDays");
        // A timer needs a date: one after the end never comes, which is what no reminder means.
        ZonedDateTime reminder = reminderAfter > 0 ? now.plusDays(reminderAfter) : end.plus(Duration.ofDays(1));
        // The timer has it from here on; the end is asked for by the reminder, too.
        REMINDER_DUE.setForNow(execution, Date.from(reminder.toInstant()));
        WAITING_ENDS.set(execution, Date.from(end.toInstant()));
    }
}
