package io.aftercare.desk;

import io.aftercare.conversation.UndeliverableAddress;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.unicode.QuotedInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The addresses that messages did not arrive at; the task "Reach the customer" clears them too, one at a time. */
@RestController
@RequestMapping(path = "/api/undeliverable-addresses", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Undeliverable addresses", description = "Addresses that get no automatic mail until somebody clears them")
class UndeliverableAddressController {

    private final UndeliverableAddresses addresses;
    private final DeskAccess access;

    UndeliverableAddressController(UndeliverableAddresses addresses, DeskAccess access) {
        this.addresses = addresses;
        this.access = access;
    }

    @GetMapping
    @Operation(summary = "List the addresses, longest blocked first")
    @ApiResponse(responseCode = "403", description = "The caller does not triage or answer")
    @ApiResponse(responseCode = "200", description = "Each with the reason and the time since when")
    List<UndeliverableAddress> list() {
        access.readsEverything();
        return addresses.all();
    }

    @DeleteMapping("/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Clear an address, so that it gets automatic mail again")
    @ApiResponse(responseCode = "403", description = "The caller does not triage or answer")
    @ApiResponse(responseCode = "204", description = "It is cleared")
    @ApiResponse(responseCode = "404", description = "Nothing was in the way of mail to this address")
    void clear(@Parameter(example = "ada@example.com") @PathVariable String address) {
        access.readsEverything();
        if (!addresses.clear(address, access.user())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND,
                    "Nothing is in the way of mail to " + QuotedInput.of(address) + ".");
        }
    }
}
