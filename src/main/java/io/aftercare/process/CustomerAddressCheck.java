package io.aftercare.process;

import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.SupportAddress;
import org.springframework.stereotype.Component;

/** Whether an address that a person typed can be a customer's: mails to our own would come back to ourselves. */
@Component
public class CustomerAddressCheck {

    private final SupportAddress support;
    private final Staff staff;

    CustomerAddressCheck(SupportAddress support, Staff staff) {
        this.support = support;
        this.staff = staff;
    }

    /**
     * The address without blanks around it.
     *
     * @throws RejectedEntryException saying what to enter, when it is no address that can be answered, one of our own,
     *                                or that of somebody who works here
     */
    public String checked(String entered) {
        String address;
        try {
            address = EnteredAddress.checked(entered);
        } catch (IllegalArgumentException noAddress) {
            throw new RejectedEntryException(noAddress.getMessage());
        }
        if (support.ours(address)) {
            throw new RejectedEntryException(address + " is our own address: what is mailed there comes back to "
                    + "ourselves. Enter the mail address of the customer.");
        }
        if (staff.addresses().contains(Addresses.normalised(address))) {
            throw new RejectedEntryException(address + " is the address of a colleague, not of a customer. Enter the "
                    + "mail address of the customer.");
        }
        return address;
    }
}
