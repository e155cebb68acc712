-- Certificates of one firm and kind may overlap: a firm is recognised again before the older certificate ends. Which one
-- a loan links to is the rule of link_of(). The primary key still keeps a certificate at one firm.
alter table qualification drop constraint qualification_overlap;
