package org.slotkeeper.cost.jpa;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A booking service as it would be begun today: profile `unique` lets a unique constraint decide who has a slot, profile `lock` a row lock. */
@SpringBootApplication
public class BookingApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BookingApplication.class, arguments);
    }
}
