create table member (
    id varchar(255) primary key,
    username varchar(255),
    email varchar(255),
    first_name varchar(255),
    last_name varchar(255),
    enabled boolean not null,
    deleted boolean not null,
    last_signed_in_at timestamp with time zone,
    sequence bigint not null
);

create table identity_event_inbox (
    id varchar(255) primary key,
    taken_at timestamp with time zone not null
);

create index identity_event_inbox_oldest on identity_event_inbox (taken_at);
