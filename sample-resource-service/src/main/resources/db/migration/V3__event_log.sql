-- Positions are of one log; another one begins when the issuer's database is restored.
create table identity_event_log (
    id varchar(255) primary key,
    number integer not null unique
);

alter table member add column log_number integer default 0 not null;
