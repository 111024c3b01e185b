package io.aftercare.desk;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    WorkingHours workingHours(DeskProperties settings, Clock clock) {
        return new WorkingHours(settings.openingHours(), holidaysOf(settings.holidays().strip()), clock.getZone());
    }

    /** Whether a day is a public holiday in a calendar of Jollyday; none in the empty one. */
    static Predicate<LocalDate> holidaysOf(String calendar) {
        if (calendar.isEmpty()) {
            return day -> false;
        }
        String[] parts = calendar.split("-", 2);
        HolidayManager holidays = HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))
                ? HolidayManager.getInstance(ManagerParameters.create(parts[0]))
                : null;
        String[] region = parts.length == 2 ? new String[] {parts[1]} : new String[0];
        if (holidays == null
                || region.length == 1 && !holidays.getCalendarHierarchy().getChildren().containsKey(region[0])) {
            throw new IllegalArgumentException("There is no calendar of public holidays called \"" + calendar
                    + "\". Set aftercare.desk.holidays to a country code such as fr, de-by or gb-eng, or leave it "
                    + "empty.");
        }
        return day -> holidays.isHoliday(day, region);
    }
}
